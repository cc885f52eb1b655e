import Integrations
import JSONSchema

extension TestFailure {
  /// A fault of a test, with what its expectation said, where that is what failed.
  init(_ fault: ScriptFault, _ note: TestNotes.Failure?) {
    self.fault = fault
    guard let note, fault.message == note.message, case .object(let detail) = note.detail else { return }
    expected = detail["expected"]?.stringValue
    actual = detail["actual"]?.stringValue
    hiddenDifferences = detail["hidden"]?.doubleValue.flatMap { Int(exactly: $0) } ?? 0
    guard case .array(let items)? = detail["diff"] else { return }
    differences = items.compactMap { item in
      guard case .object(let object) = item, let path = object["path"]?.stringValue else { return nil }
      return Difference(path: path, expected: object["expected"]?.stringValue, actual: object["actual"]?.stringValue)
    }
  }

  init(_ message: String, at location: SourceLocation) {
    fault = ScriptFault(message: message, location: location)
  }
}
