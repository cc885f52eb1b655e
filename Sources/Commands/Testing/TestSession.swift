import AuthorTests
import FoundationEssentials
import Integrations
import JSONSchema
import ScriptHTTP
import Synchronization

/// One call of `luahost test`: runs suites once, or again and again as files change.
struct TestSession: Sendable {
  private let path: String
  private let suites: [TestSuite]
  private let options: TestOptions
  private let wantsCoverage: Bool
  private let minimum: Double?
  private let junit: String?
  private let isVerbose: Bool

  init(_ command: TestCommand, _ suites: [TestSuite]) throws(IntegrationError) {
    path = command.path
    self.suites = suites
    wantsCoverage = command.coverage.isWanted
    minimum = command.coverage.coverageMin
    junit = command.junit
    isVerbose = command.verbose
    if let junit, junit != "-" { _ = try OutputFile(junit) }
    var options = TestOptions()
    options.filter = command.choice.filter
    options.bails = command.choice.bail
    options.seed = command.choice.chosenSeed()
    options.timeout = .seconds(command.timeout)
    // With --bail, files that run beside each other would tell another story each time.
    options.jobs = command.jobs ?? (command.choice.bail ? 1 : ProcessInfo.processInfo.activeProcessorCount)
    options.snapshots = command.snapshots.mode
    for setting in command.limits.settings { options.limits[setting.limit] = setting.value }
    if command.live.record {
      options.recording = try TestRecording.make(command.live.config.source, suites)
      // Two files that record the same request would race for its name.
      options.jobs = 1
    }
    self.options = options
  }

  // MARK: Once

  /// Text for people goes to stdout, but for `--junit -`.
  private var sink: OutputSink { junit == "-" ? OutputSink(Console.standardError) : OutputSink() }

  /// Ctrl-C ends it with what was reached.
  func run(_ suites: [TestSuite]) async throws -> ExitStatus {
    let sink = sink
    let page = TestPage(sink.console, isVerbose: isVerbose, filesAreMany: suites.reduce(0) { $0 + $1.files.count } > 1)
    var options = options
    if wantsCoverage {
      options.coverage = Dictionary(uniqueKeysWithValues: suites.map { ($0.name, LineCoverage()) })
    }
    let start = ContinuousClock.now
    let run = try TestRun(suites, options: options)
    let task = Task {
      await run.run { result in
        sink.write(page.text(result))
        sink.flush()
      }
    }
    let interrupts = Interrupts {
      task.cancel()
    } onQuit: {
    }
    let results = await task.value
    interrupts.stop()
    sink.write(page.summary(results, suites, options, took: ContinuousClock.now - start, path: path))
    let hasCoverage = try writeCoverage(suites, options, page, to: sink)
    try finish(sink, results)
    if interrupts.wasInterrupted { return .interrupted }
    let status = Self.status(results)
    // A filter that fits nothing is a slip of the pen, and no success.
    if status == .success, results.allSatisfy(\.tests.isEmpty), options.filter != nil { return .notFound }
    return status == .success && !hasCoverage ? .failed : status
  }

  private func finish(_ sink: OutputSink, _ results: [TestFileResult]) throws(IntegrationError) {
    if junit != "-" { try sink.finishStandardOutput() } else { _ = sink.finish() }
    guard let junit else { return }
    if junit == "-" {
      let output = OutputSink()
      TestJUnit().render(results, to: output)
      try output.finishStandardOutput()
    } else {
      try OutputFile(junit).write { TestJUnit().render(results, to: $0) }
    }
  }

  /// Whether there is enough of it.
  private func writeCoverage(
    _ suites: [TestSuite], _ options: TestOptions, _ page: TestPage, to sink: OutputSink
  ) throws(IntegrationError) -> Bool {
    guard let coverage = options.coverage else { return true }
    var files: [FileCoverage] = []
    for suite in suites where !suite.files.isEmpty {
      guard let lines = coverage[suite.name] else { continue }
      let report = CoverageReport(suite, lines)
      sink.write(page.coverage(report, lcov: try report.writeLcov()))
      files += report.files
    }
    let percent = CoverageReport.percent(of: files)
    sink.write(page.coverageTotal(files, percent: percent, minimum: minimum))
    return percent >= minimum ?? 0
  }

  static func status(_ results: [TestFileResult]) -> ExitStatus {
    if let error = results.lazy.compactMap(\.loadError).first {
      return results.count == 1 ? ExitStatus(error) : .badData
    }
    return results.contains { $0.failed > 0 || $0.snapshots.fault != nil } ? .failed : .success
  }

  // MARK: Lists

  func list() throws {
    let sink = OutputSink()
    let results = try TestRun(suites, options: options).list()
    for result in results { sink.write(TestPage.list(result)) }
    try sink.finishStandardOutput()
    let faults = results.compactMap(\.loadError)
    for fault in faults { _ = Complaint.report(fault) }
    if !faults.isEmpty { throw ExitStatus.badData.code }
  }

  // MARK: Again and again

  func watch() async throws {
    var next = suites
    let watcher = try TestWatch(suites)
    while true {
      do {
        let status = try await run(next)
        if status == .interrupted { throw status.code }
      } catch let error as IntegrationError {
        _ = Complaint.report(error)
      }
      guard let touched = await watcher.next(console: Console(Console.standardError)) else { return }
      next = touched
    }
  }
}
