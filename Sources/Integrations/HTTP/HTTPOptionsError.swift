import Lua

/// What a script asked of the HTTP helper cannot be done: a fault of the script, raised at the author's line.
package struct HTTPOptionsError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: Sendable, Hashable {
    case wrongType, invalidValue, unknownOption, unavailableOption, conflict, invalidURL
  }

  package var code: Code
  /// The function that the script called, such as `http.get`.
  package var function: String
  /// The option at fault, such as `auth.bearer`; nil for the method, the URL or the options as a whole.
  package var option: String?
  /// A full sentence: what is wrong, what was found, what to do.
  package var reason: String

  package var description: String { "\(function): \(reason)" }
}

extension LuaValue {
  /// The type, with the value where it is short: `string "5s"`, `number 0`, `table`.
  var described: String {
    switch self {
    case .nil, .null, .table, .function, .other: typeName
    case .boolean(let value): "boolean \(value)"
    case .integer(let value): "number \(value)"
    case .number(let value): "number \(value)"
    case .string(let bytes):
      bytes.count <= 40 ? "string \"\(String(decoding: bytes, as: UTF8.self))\"" : "a string of \(bytes.count) bytes"
    }
  }
}
