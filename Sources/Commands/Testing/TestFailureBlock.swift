import AuthorTests
import Integrations

/// Why a test failed, below its name: the message, the place with its source line, and what was expected and found.
///
/// ```
///       expected "b" to equal "a"
///       integrations/x/tests/items_test.lua:12
///         12 |     expect(items[2].name).to_equal("a")
///         expected  "a"
///         found     "b"
/// ```
struct TestFailureBlock {
  let console: Console
  /// The integration's.
  let folder: String
  let isVerbose: Bool

  private static let mostDifferences = 20

  func text(_ failure: TestFailure, of test: TestResult) -> String {
    let fault = failure.fault
    var text = console.block(fault.message, indent: "      ", .red)
    let place = fault.location ?? test.location
    text += "      \(console.paint(Console.plain(Files.join(folder, place.description)), .bold))\n"
    // The test's own place too, where it failed elsewhere.
    if place.file != test.location.file {
      text +=
        "      \(console.paint("in the test \(Console.plain(Files.join(folder, test.location.description)))", .dim))\n"
    }
    var shown = fault
    // An expectation says itself what it has found.
    if failure.expected != nil { shown.variables = [] }
    text += FaultDetails(console: console, indent: "        ")
      .text(shown, isVerbose: isVerbose) { Files.join(folder, $0) }
    return text + values(failure)
  }

  private func values(_ failure: TestFailure) -> String {
    guard let expected = failure.expected else { return "" }
    guard !failure.differences.isEmpty else {
      return value("expected", expected, .green) + value("found", failure.actual ?? "nothing", .red)
    }
    // A difference of the values themselves needs no path.
    if failure.differences.count == 1, let only = failure.differences.first, only.path == "value" {
      return value("expected", only.expected ?? "nothing", .green) + value("found", only.actual ?? "nothing", .red)
    }
    var text = ""
    for difference in failure.differences.prefix(Self.mostDifferences) {
      text += "        \(console.paint(Console.plain(difference.path), .cyan))\n"
      if isLong(difference) {
        text += marked("-", difference.expected, .green) + marked("+", difference.actual, .red)
      } else {
        text += "  " + value("expected", difference.expected ?? "nothing", .green)
        text += "  " + value("found", difference.actual ?? "nothing", .red)
      }
    }
    let more = failure.hiddenDifferences + max(0, failure.differences.count - Self.mostDifferences)
    if more > 0 { text += "        \(console.paint("… and \(more) more", .dim))\n" }
    return text
  }

  private func isLong(_ difference: TestFailure.Difference) -> Bool {
    (difference.expected ?? "").contains("\n") || (difference.actual ?? "").contains("\n")
      || difference.path.hasPrefix("line ")
  }

  private func value(_ word: String, _ text: String, _ color: Console.Attribute) -> String {
    let padding = String(repeating: " ", count: 10 - word.count)
    return "        \(console.paint(word, .dim))\(padding)\(console.paint(Console.plain(text), color))\n"
  }

  private func marked(_ mark: String, _ text: String?, _ color: Console.Attribute) -> String {
    text.map { console.block($0, indent: "          ", mark: mark + " ", color) } ?? ""
  }
}
