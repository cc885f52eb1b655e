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

  /// The Authorization header that the option `auth` asks for. Its text never shows a credential.
  func authorization() throws(HTTPOptionsError) -> HTTPHeader? {
    guard let value = table["auth"] else { return nil }
    let expected = "option auth must be { bearer = token } or { basic = { user, password } }"
    guard let auth = value.tableValue, auth.pairs.count == 1 else {
      throw error(.wrongType, "auth", "\(expected), found \(value.typeName).")
    }
    if let token = auth["bearer"] { return HTTPHeader(name: "authorization", value: "Bearer \(try bearer(token))") }
    if let pair = auth["basic"] { return HTTPHeader(name: "authorization", value: "Basic \(try basic(pair))") }
    throw error(.invalidValue, "auth", "\(expected), found the key \(auth.pairs[0].key.described).")
  }

  func add(_ authorization: HTTPHeader, to headers: inout [HTTPHeader]) throws(HTTPOptionsError) {
    guard !headers.contains(where: { $0.name.lowercased() == "authorization" }) else {
      throw error(.conflict, "auth", "option auth and the header authorization exclude each other: pass one of them.")
    }
    headers.append(authorization)
  }

  private func bearer(_ value: LuaValue) throws(HTTPOptionsError) -> String {
    guard let token = value.stringValue else {
      throw error(.wrongType, "auth.bearer", "option auth.bearer must be a string, found \(value.typeName).")
    }
    guard !token.isEmpty, token.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw error(
        .invalidValue, "auth.bearer",
        "option auth.bearer must be a token without spaces and line breaks: strip what was read around it.")
    }
    return token
  }

  private func basic(_ value: LuaValue) throws(HTTPOptionsError) -> String {
    guard let pair = value.tableValue?.sequence, pair.count == 2, case .string(let user) = pair[0],
      case .string(let password) = pair[1]
    else {
      throw error(.wrongType, "auth.basic", "option auth.basic must be a list of two strings, { user, password }.")
    }
    guard !user.contains(UInt8(ascii: ":")), !(user + password).contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw error(
        .invalidValue, "auth.basic",
        "option auth.basic must hold no control characters, and its user no colon (RFC 7617 §2).")
    }
    return Base64.encode(user + [UInt8(ascii: ":")] + password)
  }

  private func headerName(_ key: LuaValue) throws(HTTPOptionsError) -> String {
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
