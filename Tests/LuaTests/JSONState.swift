@testable import Lua

/// A state whose chunks see `json` and hand one value to the test.
final class JSONState {
  private let state: LuaState
  private var taken = LuaValue.nil
  private var document: [UInt8] = []

  init(failingAllocation: Int = 0) throws {
    var options = LuaState.Options()
    options.failingAllocation = failingAllocation
    state = try LuaState(options: options)
    try state.define("take") { [unowned self] call in
      taken = call[0]
      return .none
    }
    try state.define("document") { [unowned self] _ in .value(.string(document)) }
  }

  /// The value of a Lua expression, which may use `json` and `host`.
  func value(of expression: String) throws -> LuaValue {
    let chunk = "local host = ... local json = host.json host.take(\(expression)) return true"
    let function = try state.load(Array(chunk.utf8), name: "=stdlib/test", trusted: true)
    defer { state.release(function) }
    state.release(try state.runTrusted(function))
    return taken
  }

  /// The JSON text of a Lua expression.
  func encode(_ expression: String) throws -> String {
    try value(of: "json.encode(\(expression))").stringValue ?? ""
  }

  func encode(decoding document: String) throws -> String { try encode(decoding: Array(document.utf8)) }

  func encode(decoding document: [UInt8]) throws -> String {
    self.document = document
    return try encode("json.decode(host.document())")
  }
}
