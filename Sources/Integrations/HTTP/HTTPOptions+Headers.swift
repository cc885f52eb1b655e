import Lua

extension HTTPOptions {
  /// Set by the transport, for it alone knows how the message is framed (RFC 9112 §6, RFC 9113 §8.2.2).
  private static let framingHeaders: Set<String> = [
    "connection", "content-length", "expect", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding",
    "upgrade",
  ]

  /// The option `headers`, sorted by name.
  func headers() throws(HTTPOptionsError) -> [HTTPHeader] {
    guard let value = table["headers"] else { return [] }
    guard let pairs = value.tableValue?.pairs else {
      throw error(.wrongType, "headers", "option headers must be a table of names, found \(value.described).")
    }
    var headers: [HTTPHeader] = []
    var seen: Set<String> = []
    for pair in pairs {
      let name = try headerName(pair.key)
      guard seen.insert(name.lowercased()).inserted else {
        throw error(
          .conflict, "headers.\(name)",
          "option headers names \(name) twice: to repeat a header, give it a list of values.")
      }
      for text in try headerValues(pair.value, name: name) { headers.append(HTTPHeader(name: name, value: text)) }
    }
    // Sorting keeps the order of a repeated header's values: Swift's sort is stable.
    return headers.sorted { $0.name.lowercased() < $1.name.lowercased() }
  }

  func headerName(_ key: LuaValue) throws(HTTPOptionsError) -> String {
    guard let name = key.stringValue else {
      throw error(
        .wrongType, "headers",
        "option headers must have names, as in { accept = \"application/json\" }, found the key \(key.described).")
    }
    guard HTTPHeader.isToken(name) else {
      throw error(
        .invalidValue, "headers",
        "option headers holds the name \"\(name)\": a header name is letters, digits and !#$%&'*+-.^_`|~.")
    }
    guard !Self.framingHeaders.contains(name.lowercased()) else {
      throw error(.invalidValue, "headers.\(name)", "option headers must leave out \(name): the host sets it.")
    }
    return name
  }

  private func headerValues(_ value: LuaValue, name: String) throws(HTTPOptionsError) -> [String] {
    let values = value.tableValue?.sequence ?? [value]
    return try values.map { value throws(HTTPOptionsError) in try headerValue(value, name: name) }
  }

  private func headerValue(_ value: LuaValue, name: String) throws(HTTPOptionsError) -> String {
    let option = "headers.\(name)"
    switch value {
    case .string(let bytes):
      guard let text = String(validating: bytes, as: UTF8.self), HTTPHeader.isValue(text) else {
        throw error(
          .invalidValue, option,
          "option \(option) must hold no line breaks, NUL or other control characters, and be UTF-8.")
      }
      return HTTPHeader.trimmed(text)
    case .integer(let number): return String(number)
    default:
      throw error(
        .wrongType, option, "option \(option) must be a string or a list of strings, found \(value.typeName).")
    }
  }
}
