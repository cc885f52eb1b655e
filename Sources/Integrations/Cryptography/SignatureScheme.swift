import Crypto
import CryptoExtras

/// How data is signed: what a key alone does not say.
struct SignatureScheme {
  enum Hash: String, CaseIterable, Sendable {
    case sha256, sha384, sha512
  }

  var hash: Hash
  /// RSA only.
  var isPSS = false
  /// ECDSA only: an ASN.1 sequence, as in X.509 and TLS, in place of r and s side by side.
  var isDER = false

  var padding: _RSA.Signing.Padding { isPSS ? .PSS : .insecurePKCS1v1_5 }

  /// Calls `body` with the digest of the data.
  func withDigest<Result>(of data: [UInt8], _ body: (any Digest) throws -> Result) rethrows -> Result {
    switch hash {
    case .sha256: try body(SHA256.hash(data: data))
    case .sha384: try body(SHA384.hash(data: data))
    case .sha512: try body(SHA512.hash(data: data))
    }
  }
}
