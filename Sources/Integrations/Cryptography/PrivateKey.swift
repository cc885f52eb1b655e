import Crypto
import CryptoExtras
import FoundationEssentials

/// A key that signs.
enum PrivateKey: Sendable {
  case rsa(_RSA.Signing.PrivateKey)
  case p256(P256.Signing.PrivateKey)
  case p384(P384.Signing.PrivateKey)
  case p521(P521.Signing.PrivateKey)
  case ed25519(Curve25519.Signing.PrivateKey)

  /// Reads PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) or SEC 1 (RFC 5915).
  init(der: [UInt8]) throws(KeyError) {
    if let key = try? P256.Signing.PrivateKey(derRepresentation: der) {
      self = .p256(key)
    } else if let key = try? P384.Signing.PrivateKey(derRepresentation: der) {
      self = .p384(key)
    } else if let key = try? P521.Signing.PrivateKey(derRepresentation: der) {
      self = .p521(key)
    } else if let key = try? Curve25519.Signing.PrivateKey(derRepresentation: der) {
      self = .ed25519(key)
    } else if let key = try? _RSA.Signing.PrivateKey(unsafeDERRepresentation: der) {
      self = try .checked(key)
    } else {
      throw KeyError(
        message: "the private key cannot be read: RSA from 2048 to 8192 bits, EC P-256, P-384 and P-521, and Ed25519 "
          + "are supported, as PKCS#8, PKCS#1 or SEC 1")
    }
  }

  /// Makes a new key.
  init(generating kind: KeyKind) throws(KeyError) {
    switch kind {
    case .rsa(let bits):
      guard let key = try? _RSA.Signing.PrivateKey(keySize: _RSA.Signing.KeySize(bitCount: bits)) else {
        throw KeyError(message: "an RSA key could not be made")
      }
      self = .rsa(key)
    case .p256: self = .p256(P256.Signing.PrivateKey())
    case .p384: self = .p384(P384.Signing.PrivateKey())
    case .p521: self = .p521(P521.Signing.PrivateKey())
    case .ed25519: self = .ed25519(Curve25519.Signing.PrivateKey())
    }
  }

  static func checked(_ key: _RSA.Signing.PrivateKey) throws(KeyError) -> Self {
    try KeyKind.checkBits(key.keySizeInBits)
    return .rsa(key)
  }

  var kind: KeyKind { publicKey.kind }

  var publicKey: PublicKey {
    switch self {
    case .rsa(let key): .rsa(key.publicKey)
    case .p256(let key): .p256(key.publicKey)
    case .p384(let key): .p384(key.publicKey)
    case .p521(let key): .p521(key.publicKey)
    case .ed25519(let key): .ed25519(key.publicKey)
    }
  }

  /// PKCS#8.
  var der: [UInt8] {
    switch self {
    case .rsa(let key): Array(key.pkcs8DERRepresentation)
    case .p256(let key): Array(key.derRepresentation)
    case .p384(let key): Array(key.derRepresentation)
    case .p521(let key): Array(key.derRepresentation)
    case .ed25519(let key): Array(key.derRepresentation)
    }
  }

  /// A signature of `data`.
  func sign(_ data: [UInt8], _ scheme: SignatureScheme) throws(KeyError) -> [UInt8] {
    do {
      switch self {
      case .rsa(let key):
        return Array(
          try scheme.withDigest(of: data, { try key.signature(for: $0, padding: scheme.padding) }).rawRepresentation)
      case .p256(let key):
        let signature = try scheme.withDigest(of: data) { try key.signature(for: $0) }
        return Array(scheme.isDER ? signature.derRepresentation : signature.rawRepresentation)
      case .p384(let key):
        let signature = try scheme.withDigest(of: data) { try key.signature(for: $0) }
        return Array(scheme.isDER ? signature.derRepresentation : signature.rawRepresentation)
      case .p521(let key):
        let signature = try scheme.withDigest(of: data) { try key.signature(for: $0) }
        return Array(scheme.isDER ? signature.derRepresentation : signature.rawRepresentation)
      case .ed25519(let key): return Array(try key.signature(for: data))
      }
    } catch {
      throw KeyError(message: "the data could not be signed with this key")
    }
  }
}
