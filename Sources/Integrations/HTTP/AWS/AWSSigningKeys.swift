import Crypto

/// The keys of a day, region and service, derived once from the secret.
struct AWSSigningKeys {
  private struct Name: Hashable {
    var secret: String
    var date: String
    var region: String
    var service: String
  }

  /// Far more than one job signs for; when it is reached, what is left is of days gone by or of accounts that come and
  /// go, and all is forgotten.
  private static let capacity = 512

  private var keys: [Name: SymmetricKey] = [:]

  mutating func key(of signing: AWSSigning, date: String) -> SymmetricKey {
    let name = Name(
      secret: signing.secretAccessKey, date: date, region: signing.region, service: signing.service)
    if let key = keys[name] { return key }
    if keys.count >= Self.capacity { keys.removeAll(keepingCapacity: true) }
    var key = SymmetricKey(data: Array("AWS4\(signing.secretAccessKey)".utf8))
    for part in [date, signing.region, signing.service, "aws4_request"] {
      key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
    }
    keys[name] = key
    return key
  }
}
