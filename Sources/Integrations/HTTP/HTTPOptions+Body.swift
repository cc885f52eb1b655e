import Lua

extension HTTPOptions {
  struct Body {
    var bytes: [UInt8]
    var contentType: String?
  }

  /// The one of `json`, `form` and `body` that is there.
  func body(method: String) throws(HTTPOptionsError) -> Body? {
    guard !table.pairs.isEmpty else { return nil }
    let keys = [("body", "body"), ("form", "form"), ("json", HTTPRequest.encodedJSONKey)]
    let given = keys.filter { table[$0.1] != nil }.map { $0.0 }
    guard let name = given.first else { return nil }
    guard given.count == 1 else {
      throw error(
        .conflict, name, "options \(given.joined(separator: " and ")) exclude each other: a request has one body.")
    }
    guard method != "TRACE" else {
      throw error(.conflict, name, "option \(name) must be left out: a TRACE request has no body (RFC 9110 §9.3.8).")
    }
    switch name {
    case "json":
      return Body(bytes: try bytes(HTTPRequest.encodedJSONKey), contentType: "application/json")
    case "form":
      let text = try parameters("form", encoding: PercentEncoding.formComponent)
      return Body(bytes: Array(text.utf8), contentType: "application/x-www-form-urlencoded")
    default: return Body(bytes: try bytes("body"), contentType: nil)
    }
  }

  private func bytes(_ name: String) throws(HTTPOptionsError) -> [UInt8] {
    let value = table[name] ?? .nil
    guard case .string(let bytes) = value else {
      throw error(
        .wrongType, name, "option \(name) must be a string, found \(value.described): for a table, use json or form.")
    }
    return bytes
  }

  /// The pairs of an option such as `query` as `name=value&…`, sorted by name; "" where there is none.
  func parameters(
    _ name: String, called option: String? = nil, limit: Int = .max, encoding encode: ([UInt8]) -> String
  ) throws(HTTPOptionsError) -> String {
    let option = option ?? name
    guard let value = table[name] else { return "" }
    guard let pairs = value.tableValue?.pairs else {
      throw error(.wrongType, option, "option \(option) must be a table of names, found \(value.described).")
    }
    var named: [(name: [UInt8], values: [LuaValue])] = []
    for pair in pairs {
      guard case .string(let name) = pair.key else {
        throw error(
          .wrongType, option,
          "option \(option) must have names, as in { page = 2 }, found the key \(pair.key.described).")
      }
      named.append((name, pair.value.tableValue?.sequence ?? [pair.value]))
    }
    named.sort { $0.name.lexicographicallyPrecedes($1.name) }
    var parts: [String] = []
    var length = 0
    for (name, values) in named {
      for value in values {
        let bytes = try scalar(value, of: option, name: name)
        length += name.count + bytes.count + 2
        guard length <= limit else {
          throw error(
            .invalidValue, option, "option \(option) has more than \(limit) bytes. Send data as the body: json or form."
          )
        }
        parts.append("\(encode(name))=\(encode(bytes))")
      }
    }
    return parts.joined(separator: "&")
  }

  private func scalar(_ value: LuaValue, of option: String, name: [UInt8]) throws(HTTPOptionsError) -> [UInt8] {
    switch value {
    case .string(let bytes): return bytes
    case .boolean(let boolean): return Array(String(boolean).utf8)
    case .integer(let number): return Array(String(number).utf8)
    case .number(let number) where number.isFinite:
      return Array((Int64(exactly: number).map(String.init) ?? String(number)).utf8)
    default:
      let path = "\(option).\(String(decoding: name, as: UTF8.self))"
      throw error(
        .wrongType, path,
        "option \(path) must be a string, a number, a boolean or a list of these, found \(value.described).")
    }
  }
}
