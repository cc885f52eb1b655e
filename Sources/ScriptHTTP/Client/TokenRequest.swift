import Integrations
import JSONSchema

/// What an access token is asked for with (RFC 6749 §4.4.2).
struct TokenRequest {
  let request: HTTPRequest

  /// - Parameter wanted: the request that needs the token: this one keeps to its limits.
  init(_ grant: OAuth2Grant, for wanted: HTTPRequest) {
    var fields = ["grant_type=client_credentials"]
    if let scope = grant.scope { fields.append("scope=\(Self.encoded(scope))") }
    if !grant.parameters.isEmpty { fields.append(grant.parameters) }
    let (id, secret) = (Self.encoded(grant.clientID), Self.encoded(grant.clientSecret))
    if grant.isSecretInBody { fields += ["client_id=\(id)", "client_secret=\(secret)"] }
    var request = HTTPRequest(
      method: "POST", url: grant.tokenURL,
      headers: [
        HTTPHeader(name: "accept", value: "application/json"),
        HTTPHeader(name: "content-type", value: "application/x-www-form-urlencoded"),
      ],
      body: Array(fields.joined(separator: "&").utf8), timeout: wanted.timeout, redirects: 0, verify: wanted.verify,
      maximumBody: 1024 * 1024)
    if !grant.isSecretInBody {
      let basic = Base64.encode(Array("\(id):\(secret)".utf8))
      request.credentials.headers = [HTTPHeader(name: "authorization", value: "Basic \(basic)")]
    }
    request.memory = wanted.memory
    request.notice = wanted.notice
    // To ask twice for a token does nothing twice.
    request.retry = wanted.retry
    request.retry.methods.insert("POST")
    self.request = request
  }

  private static func encoded(_ text: String) -> String { PercentEncoding.formComponent(text.utf8) }
}

/// The token that came (RFC 6749 §5.1).
struct TokenResponse: Sendable {
  var accessToken: String
  /// Nanoseconds for which it is used; nil where the server does not say.
  var lifetime: UInt64?

  /// - Throws: `auth`, with what the server says of the reason (RFC 6749 §5.2).
  init(_ response: HTTPResponse, grant: OAuth2Grant) throws(HTTPFailure) {
    let fields = (try? JSONValue(parsing: response.body))?.objectValue
    guard response.status == 200, let token = fields?["access_token"]?.stringValue, !token.isEmpty,
      token.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
    else {
      let said = ["error", "error_description"].compactMap { fields?[$0]?.stringValue }
      let reason = said.map { $0.prefix(200).filter { !$0.isNewline } }.joined(separator: ", ")
      throw HTTPFailure(
        kind: .auth,
        message: "no access token came from \(grant.tokenURL): it answered \(response.status)"
          + (reason.isEmpty ? ", without an access_token" : " (\(reason))")
          + ". Check client_id, client_secret, scope and token_url of auth.oauth2.",
        url: response.url)
    }
    accessToken = token
    guard let seconds = fields?["expires_in"]?.doubleValue, seconds > 0 else { return }
    // Renewed a little before its end: what is sent now is looked at later.
    let used = max(seconds - 30, seconds * 0.9)
    lifetime = UInt64(min(max(used, 0), 1e9) * 1e9)
  }
}
