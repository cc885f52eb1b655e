import JSONSchema

/// What a TLS connection showed of the server: `res.tls` of scripts.
package struct TLSFacts: Sendable, Hashable {
  /// `TLSv1.2` or `TLSv1.3`; the older ones are not spoken.
  package var version: String
  /// Subject of the server's own certificate, as in `CN=example.com,O=Example` (RFC 4514).
  package var subject: String
  package var issuer: String
  /// Instants in ISO 8601, in UTC.
  package var notBefore: String
  package var expires: String
  /// Host names and addresses that the certificate is for (RFC 5280 §4.2.1.6), as they are in it.
  package var names: [String]

  package init(
    version: String, subject: String, issuer: String, notBefore: String, expires: String, names: [String]
  ) {
    self.version = version
    self.subject = subject
    self.issuer = issuer
    self.notBefore = notBefore
    self.expires = expires
    self.names = names
  }

  var json: JSONValue {
    .object([
      "version": .string(version), "subject": .string(subject), "issuer": .string(issuer),
      "not_before": .string(notBefore), "expires": .string(expires), "names": .texts(names),
    ])
  }
}
