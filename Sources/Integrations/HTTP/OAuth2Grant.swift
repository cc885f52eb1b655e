import Lua

/// The client credentials grant (RFC 6749 §4.4): what an access token is asked for with.
package struct OAuth2Grant: Sendable, Hashable {
  package var tokenURL: String
  package var clientID: String
  package var clientSecret: String
  package var scope: String?
  /// More fields of the form, percent-encoded: `audience=…`.
  package var parameters = ""
  /// Whether the secret goes into the form instead of an Authorization header (RFC 6749 §2.3.1).
  package var isSecretInBody = false

  package init(tokenURL: String, clientID: String, clientSecret: String, scope: String? = nil) {
    self.tokenURL = tokenURL
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.scope = scope
  }
}

extension HTTPOptions {
  private static let grantKeys = ["client_id", "client_secret", "in_body", "params", "scope", "token_url"]

  func grant(_ value: LuaValue) throws(HTTPOptionsError) -> OAuth2Grant {
    guard let table = value.tableValue else {
      throw error(
        .wrongType, "auth.oauth2",
        "option auth.oauth2 must be { token_url = …, client_id = …, client_secret = … }, found \(value.typeName).")
    }
    for pair in table.pairs {
      let name = pair.key.stringValue ?? pair.key.described
      guard Self.grantKeys.contains(name) else { throw unknown(name, of: "auth.oauth2", in: Self.grantKeys) }
    }
    var grant = OAuth2Grant(
      tokenURL: try url(table["token_url"] ?? .nil, option: "auth.oauth2.token_url").description,
      clientID: try text("client_id", of: "auth.oauth2", in: table),
      clientSecret: try text("client_secret", of: "auth.oauth2", in: table))
    grant.scope = try scope(table["scope"])
    if let flag = table["in_body"] {
      guard let isInBody = flag.booleanValue else {
        throw error(
          .wrongType, "auth.oauth2.in_body",
          "option auth.oauth2.in_body must be true or false, found \(flag.described).")
      }
      grant.isSecretInBody = isInBody
    }
    grant.parameters = try HTTPOptions(value, function: function).parameters(
      "params", called: "auth.oauth2.params", encoding: PercentEncoding.formComponent)
    return grant
  }

  /// One text, or a list of scopes, which are joined by spaces (RFC 6749 §3.3).
  private func scope(_ value: LuaValue?) throws(HTTPOptionsError) -> String? {
    guard let value else { return nil }
    if let text = value.stringValue { return text }
    let scopes = value.tableValue?.sequence?.compactMap(\.stringValue)
    guard let scopes, scopes.count == value.tableValue?.pairs.count else {
      throw error(
        .wrongType, "auth.oauth2.scope",
        "option auth.oauth2.scope must be a string or a list of strings, found \(value.described).")
    }
    return scopes.joined(separator: " ")
  }
}
