/// How an API knows who asks.
package enum AuthKind: String, CaseIterable, Sendable {
  case none, bearer, basic, header, oauth2, aws

  /// What it is, for people.
  package var summary: String {
    switch self {
    case .none: "no login"
    case .bearer: "a token, sent as Authorization: Bearer"
    case .basic: "user and password"
    case .header: "a key in a header of its own"
    case .oauth2: "client id and secret, for which a token is got"
    case .aws: "the keys of an AWS account (Signature Version 4)"
    }
  }
}
