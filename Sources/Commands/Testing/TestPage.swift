import AuthorTests
import Integrations

/// What `luahost test` shows people: a file with its tests, what failed and why, and a summary.
struct TestPage {
  let console: Console
  let isVerbose: Bool
  /// Then a file whose tests all passed takes one line.
  let filesAreMany: Bool

  /// Output of a test that is shown with its failure.
  private static let mostLogs = 20

  init(_ console: Console, isVerbose: Bool, filesAreMany: Bool) {
    self.console = console
    self.isVerbose = isVerbose
    self.filesAreMany = filesAreMany
  }

  // MARK: A file

  func text(_ file: TestFileResult) -> String {
    if let error = file.loadError { return loadError(error, file) }
    guard !file.tests.isEmpty else { return "" }
    var text = heading(file)
    if file.failed > 0 || isVerbose || !filesAreMany {
      for test in file.tests { text += line(test, of: file) }
      if file.notRun > 0 { text += "  \(console.paint("- \(Self.count(file.notRun, "test")) did not run", .dim))\n" }
    }
    return text + notes(file)
  }

  private func heading(_ file: TestFileResult) -> String {
    let mark = file.failed > 0 ? console.paint("✗", .red, .bold) : console.paint("✓", .green)
    let count = file.tests.count == 1 ? "1 test" : "\(file.tests.count) tests"
    let detail = console.paint("\(count)  \(file.duration.brief)", .dim)
    return "\(mark) \(console.paint(Console.plain(file.path), .bold))  \(detail)\n"
  }

  private func line(_ test: TestResult, of file: TestFileResult) -> String {
    let name = Console.plain(test.name)
    let time = console.paint(test.duration.brief, .dim)
    switch test.outcome {
    case .passed: return "  \(console.paint("✓", .green)) \(name)  \(time)\n" + (isVerbose ? logs(test) : "")
    case .skipped: return "  \(console.paint("- \(name)  skipped", .dim))\n"
    case .notRun: return ""
    case .failed(let failure):
      let block = TestFailureBlock(console: console, folder: file.folder, isVerbose: isVerbose).text(failure, of: test)
      return "  \(console.paint("✗ \(name)", .red, .bold))  \(time)\n\(block)\(logs(test))\n"
    }
  }

  private func logs(_ test: TestResult) -> String {
    let shown = isVerbose ? test.logs[...] : test.logs.suffix(Self.mostLogs)
    var text = ""
    if shown.count < test.logs.count {
      text += "      " + console.paint("… \(test.logs.count - shown.count) lines more, with --verbose", .dim) + "\n"
    }
    for log in shown {
      let short = log.count > 500 && !isVerbose ? log.prefix(500) + "…" : log
      for line in Console.plain(short, keepsLines: true).split(separator: "\n") {
        text += "      \(console.paint("| \(line)", .dim))\n"
      }
    }
    return text
  }

  private func notes(_ file: TestFileResult) -> String {
    var notes: [String] = []
    let snapshots = file.snapshots
    if snapshots.written > 0 { notes.append("\(Self.count(snapshots.written, "snapshot")) written") }
    if snapshots.updated > 0 { notes.append("\(Self.count(snapshots.updated, "snapshot")) updated") }
    if snapshots.removed > 0 { notes.append("\(Self.count(snapshots.removed, "snapshot")) removed") }
    for name in snapshots.obsolete { notes.append("no test uses the snapshot \"\(name)\"; --update removes it") }
    for path in file.recorded { notes.append("recorded \(path)") }
    if file.isFocused { notes.append("only some of its tests ran: the file says only") }
    var text = notes.map { "  \(console.paint("· \(Console.plain($0))", .cyan))\n" }.joined()
    if let fault = snapshots.fault, file.failed == 0 {
      text += "  \(console.paint("✗ \(Console.plain(fault.description))", .red))\n"
    }
    return text
  }

  private func loadError(_ error: IntegrationError, _ file: TestFileResult) -> String {
    var text = "\(console.paint("✗", .red, .bold)) \(console.paint(Console.plain(file.path), .bold))  "
    text += console.paint(error.code == .notFound ? "has no such test" : "does not load", .red) + "\n"
    let place = error.location.map { "\($0): " } ?? ""
    text += "      \(console.paint(Console.plain(place + error.message, keepsLines: true), .red))\n"
    if let fault = error.fault {
      text += FaultDetails(console: console, indent: "        ").text(fault, isAdvised: false) {
        Files.join(file.folder, $0)
      }
    }
    if let hint = error.hint { text += "      \(console.paint("fix: ", .cyan))\(Console.plain(hint))\n" }
    return text
  }

  // MARK: All

  func summary(
    _ results: [TestFileResult], _ suites: [TestSuite], _ options: TestOptions, took: Duration, path: String
  ) -> String {
    guard suites.contains(where: { !$0.files.isEmpty }) else { return Self.howToBegin(suites) }
    let tests = results.reduce(0) { $0 + $1.tests.count }
    if tests == 0, results.allSatisfy({ $0.loadError == nil }) {
      let filter = options.filter.map { " with \"\(Console.plain($0))\" in its name" } ?? ""
      return "There is no test\(filter) in \(Console.plain(path)); luahost test --list shows those that there are.\n"
    }
    let failed = results.reduce(0) { $0 + $1.failed }
    var parts = [console.paint("\(results.reduce(0) { $0 + $1.passed }) passed", .green)]
    if failed > 0 { parts.append(console.paint("\(failed) failed", .red, .bold)) }
    for (count, word) in [
      (results.reduce(0) { $0 + $1.skipped }, "skipped"), (results.reduce(0) { $0 + $1.notRun }, "did not run"),
    ] where count > 0 { parts.append("\(count) \(word)") }
    let broken = results.count { $0.loadError != nil }
    if broken > 0 { parts.append(console.paint("\(Self.count(broken, "file")) did not load", .red, .bold)) }
    parts.append(Self.count(results.count, "file"))
    parts.append(took.brief)
    var text = "\n\(parts.joined(separator: " · "))\n"
    let without = suites.filter(\.files.isEmpty).map(\.name)
    if !without.isEmpty {
      text += console.paint("without tests: \(Console.plain(without.joined(separator: ", ")))", .dim) + "\n"
    }
    if let seed = options.seed { text += console.paint("the order of --seed \(seed)", .dim) + "\n" }
    return text
  }

  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  private static func howToBegin(_ suites: [TestSuite]) -> String {
    guard suites.count == 1, let suite = suites.first else {
      return "No integration here has tests: write integrations/<name>/tests/<what>_test.lua; "
        + "docs/testing.md tells how.\n"
    }
    return """
      \(suite.name) has no tests yet. Write \(suite.path(of: "tests/first_test.lua")), such as

        describe("\(suite.name)", function()
          it("runs without a failure", function()
            local result = run_integration { config = {}, http = {} }
            expect(result.status).to_be("done")
          end)
        end)

      and run luahost test again; docs/testing.md has more.

      """
  }

  // MARK: Lists and coverage

  /// `integrations/x/tests/items_test.lua:12  lists › finds both items`.
  static func list(_ file: TestFileResult) -> String {
    file.tests.map { test in
      let place = "\(file.path)\(test.location.line.map { ":\($0)" } ?? "")"
      let skipped = if case .skipped = test.outcome { "  (skipped)" } else { "" }
      return Console.plain("\(place)  \(test.name)\(skipped)") + "\n"
    }.joined()
  }

  func coverage(_ report: CoverageReport, lcov: String) -> String {
    guard !report.files.isEmpty else { return "" }
    let width = report.files.map(\.path.count).max() ?? 0
    var text = "\n"
    for file in report.files {
      let percent = Self.percent(file.percent)
      let padding = String(repeating: " ", count: width - file.path.count)
      let color: Console.Attribute = file.percent >= 80 ? .green : file.percent >= 50 ? .yellow : .red
      text += "\(Console.plain(file.path))\(padding)  \(console.paint(percent, color))"
      let gaps = file.gaps
      if !gaps.isEmpty {
        let shown = gaps.prefix(12).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
        text += "  " + console.paint("not: \(shown.joined(separator: ", "))\(gaps.count > 12 ? ", …" : "")", .dim)
      }
      text += "\n"
    }
    return text + console.paint("→ \(lcov)", .dim) + "\n"
  }

  func coverageTotal(_ files: [FileCoverage], percent: Double, minimum: Double?) -> String {
    let lines = files.reduce(0) { $0 + $1.code.count }
    let covered = files.reduce(0) { $0 + $1.covered.count }
    var text = "\ncoverage \(Self.percent(percent).drop { $0 == " " }) (\(covered) of \(lines) lines)"
    if let minimum, percent < minimum {
      text += console.paint(", below the \(minimum.formatted) % of --coverage-min", .red, .bold)
    }
    return text + "\n"
  }

  /// `  7.5 %`; 100 only where all ran.
  private static func percent(_ value: Double) -> String {
    let tenths = value >= 100 ? 1000 : Int((value * 10).rounded(.down))
    let text = "\(tenths / 10).\(tenths % 10) %"
    return String(repeating: " ", count: max(0, 7 - text.count)) + text
  }
}
