import JSONSchema
import Lua

/// A test that a file of `tests/` declares with `it`.
package struct TestDeclaration: Sendable {
  package enum Mode: String, Sendable {
    case run, skip, only
  }

  /// The names of the `describe`s around it, outermost first, and its own.
  package var path: [String]
  package var mode: Mode
  package var location: SourceLocation
  /// Its own time limit, if it sets one.
  package var timeout: Duration?
  /// Runs it with its hooks; anchored in the state that loaded it.
  let run: LuaReference

  /// Reads what `it` of the library gives; nil where that is not what it should be.
  init?(_ json: JSONValue, run: LuaReference, file: String) {
    guard case .object(let object) = json, case .array(let names)? = object["path"],
      let mode = (object["mode"]?.stringValue).flatMap(Mode.init)
    else { return nil }
    path = names.compactMap(\.stringValue)
    self.mode = mode
    location = SourceLocation(
      file: object["file"]?.stringValue ?? file, line: (object["line"]?.doubleValue).flatMap { Int(exactly: $0) })
    timeout = object["timeout"]?.doubleValue.flatMap { $0 > 0 && $0 < 1e9 ? .seconds($0) : nil }
    self.run = run
  }

  /// As people read it: `lists › finds both items`.
  package var name: String { path.joined(separator: " › ") }
}
