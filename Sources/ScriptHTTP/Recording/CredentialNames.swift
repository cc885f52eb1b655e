/// The names under which credentials travel.
enum CredentialNames {
  private static let fields: Set<String> = [
    "accesstoken", "apikey", "apisecret", "apitoken", "assertion", "authorization", "authtoken", "bearer",
    "clientassertion", "clientsecret", "cookie", "currentpassword", "idtoken", "jwt", "newpassword", "oldpassword",
    "passphrase", "passwd", "password", "privatekey", "privatetoken", "proxyauthorization", "pwd", "refreshtoken",
    "secret", "secretaccesskey", "secretkey", "securitytoken", "sessiontoken", "setcookie", "token",
    "xamzsecuritytoken", "xapikey",
  ]

  /// In queries and forms besides: elsewhere these words are common and mean other things.
  private static let parameters: Set<String> = [
    "code", "codeverifier", "devicecode", "key", "oauthsignature", "oauthtoken", "otp", "sig", "signature",
    "xamzsignature", "xgoogsignature",
  ]

  private static let longestName = 24

  /// Whether a field of a JSON or XML body holds a credential: `access_token`, `SecretAccessKey` …
  static func isField(_ name: ArraySlice<UInt8>) -> Bool {
    name.count <= longestName && fields.contains(folded(name))
  }

  /// Whether a parameter of a query or a form does.
  static func isParameter(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.count <= longestName else { return false }
    let folded = folded(name)
    return fields.contains(folded) || parameters.contains(folded)
  }

  private static let headerWords: Set<Substring> = [
    "apikey", "auth", "authorization", "credential", "credentials", "passwd", "password", "secret", "session",
    "signature", "token",
  ]

  /// Whether a header holds a credential: `Authorization`, `X-Api-Key`, `Private-Token`, `X-Vault-Token` …
  static func isHeader(_ name: String, ofRequest: Bool) -> Bool {
    guard let last = name.lowercased().split(separator: "-").last else { return false }
    return headerWords.contains(last) || (ofRequest && last == "key")
  }

  /// Lower case, without what joins words.
  static func folded(_ name: ArraySlice<UInt8>) -> String {
    let kept = name.lazy.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ".") }
    return String(decoding: Array(kept), as: UTF8.self).lowercased()
  }
}

/// The names of what is another with every request, and says nothing about which one it is.
enum VolatileNames {
  private static let headers: Set<String> = [
    "amz-sdk-invocation-id", "amz-sdk-request", "date", "idempotency-key", "traceparent", "tracestate",
    "x-amz-content-sha256", "x-amz-date", "x-amzn-trace-id", "x-client-request-id", "x-correlation-id",
    "x-ms-client-request-id", "x-ms-date", "x-request-id",
  ]

  private static let fields: Set<String> = [
    "clientrequesttoken", "clienttoken", "cnonce", "idempotencykey", "idempotencytoken", "nonce", "oauthnonce",
    "oauthtimestamp", "requestid", "signaturenonce", "xamzcredential", "xamzdate", "xgoogcredential", "xgoogdate",
  ]

  private static let times: Set<String> = [
    "after", "before", "created", "end", "exp", "expires", "from", "iat", "modified", "nbf", "newer", "older", "oldest",
    "latest", "since", "start", "to", "ts", "until", "updated",
  ]

  private static let timeEndings = ["after", "at", "before", "date", "since", "time", "timestamp", "until"]

  static func isHeader(_ name: String) -> Bool { headers.contains(name.lowercased()) }

  static func isField(_ name: ArraySlice<UInt8>) -> Bool { fields.contains(CredentialNames.folded(name)) }

  /// Whether a number under this name may be an instant.
  static func isTime(_ name: ArraySlice<UInt8>) -> Bool {
    let folded = CredentialNames.folded(name)
    return times.contains(folded) || timeEndings.contains { folded.hasSuffix($0) }
  }
}
