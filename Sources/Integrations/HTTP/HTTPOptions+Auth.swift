import Lua

/// What the option `auth` asks for.
enum HTTPAuthentication {
  case credentials(HTTPCredentials)
  case oauth2(OAuth2Grant)
  case signing(any RequestSigning)
}

extension HTTPOptions {
  static let authKinds = ["aws", "basic", "bearer", "header", "oauth2", "query"]

  /// Nil where there is none, or `auth = false` leaves out what the client would send. No text of an error shows a
  /// credential.
  func authentication() throws(HTTPOptionsError) -> HTTPAuthentication? {
    guard let value = table["auth"], value != .boolean(false) else { return nil }
    func misuse(_ code: HTTPOptionsError.Code, _ found: String) -> HTTPOptionsError {
      error(
        code, "auth",
        "option auth must be one of { \(Self.authKinds.joined(separator: " = … }, { ")) = … }, found \(found).")
    }
    guard let auth = value.tableValue, auth.pairs.count == 1, let pair = auth.pairs.first else {
      throw misuse(.wrongType, value.typeName)
    }
    switch pair.key.stringValue {
    case "bearer": return .credentials(authorization("Bearer \(try bearer(pair.value))"))
    case "basic": return .credentials(authorization("Basic \(try basic(pair.value))"))
    case "header": return .credentials(try credentialHeader(pair.value))
    case "query": return .credentials(HTTPCredentials(query: try credentialQuery(auth)))
    case "oauth2": return .oauth2(try grant(pair.value))
    case "aws": return .signing(try signer(pair.value))
    default: throw misuse(.invalidValue, "the key \(pair.key.described)")
    }
  }

  private func authorization(_ value: String) -> HTTPCredentials {
    HTTPCredentials(headers: [HTTPHeader(name: "authorization", value: value)])
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

  private func credentialHeader(_ value: LuaValue) throws(HTTPOptionsError) -> HTTPCredentials {
    guard let pair = value.tableValue?.sequence, pair.count == 2, let name = pair[0].stringValue,
      case .string(let bytes) = pair[1]
    else {
      throw error(.wrongType, "auth.header", "option auth.header must be a list of two strings, { name, value }.")
    }
    _ = try headerName(pair[0])
    guard let text = String(validating: bytes, as: UTF8.self), HTTPHeader.isValue(text), !text.isEmpty else {
      throw error(
        .invalidValue, "auth.header",
        "option auth.header must have a value that is not empty and holds no line breaks or other control characters.")
    }
    return HTTPCredentials(headers: [HTTPHeader(name: name, value: HTTPHeader.trimmed(text))])
  }

  private func credentialQuery(_ auth: LuaTable) throws(HTTPOptionsError) -> String {
    let query = try HTTPOptions(.table(auth), function: function).parameters(
      "query", called: "auth.query", encoding: PercentEncoding.component)
    guard !query.isEmpty else {
      throw error(.invalidValue, "auth.query", "option auth.query must have a name, as in { api_key = key }.")
    }
    return query
  }

  private static let signerKeys = ["access_key_id", "region", "secret_access_key", "service", "session_token"]

  private func signer(_ value: LuaValue) throws(HTTPOptionsError) -> any RequestSigning {
    guard let table = value.tableValue else {
      throw error(
        .wrongType, "auth.aws",
        "option auth.aws must be { access_key_id = …, secret_access_key = …, region = …, service = … }, "
          + "found \(value.typeName).")
    }
    for pair in table.pairs {
      let name = pair.key.stringValue ?? pair.key.described
      guard Self.signerKeys.contains(name) else { throw unknown(name, of: "auth.aws", in: Self.signerKeys) }
    }
    return AWSSigning(
      accessKeyID: try text("access_key_id", of: "auth.aws", in: table),
      secretAccessKey: try text("secret_access_key", of: "auth.aws", in: table),
      sessionToken: table["session_token"] == nil ? nil : try text("session_token", of: "auth.aws", in: table),
      region: try text("region", of: "auth.aws", in: table), service: try text("service", of: "auth.aws", in: table))
  }

  /// A text of a table of credentials: not empty, and fit for a header.
  func text(_ key: String, of option: String, in table: LuaTable) throws(HTTPOptionsError) -> String {
    let path = "\(option).\(key)"
    guard let text = table[key]?.stringValue, !text.isEmpty else {
      let found = (table[key] ?? .nil).typeName
      throw error(
        .wrongType, path,
        "option \(path) must be a string that is not empty, found \(found == "string" ? "an empty one" : found).")
    }
    guard HTTPHeader.isValue(text) else {
      throw error(.invalidValue, path, "option \(path) must hold no line breaks or other control characters.")
    }
    return text
  }
}
