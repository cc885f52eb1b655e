import Crypto
import CryptoExtras
import FoundationEssentials

/// A key that verifies signatures.
enum PublicKey: Sendable {
  case rsa(_RSA.Signing.PublicKey)
  case p256(P256.Signing.PublicKey)
  case p384(P384.Signing.PublicKey)
  case p521(P521.Signing.PublicKey)
  case ed25519(Curve25519.Signing.PublicKey)

  /// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1), or PKCS#1.
  init(der: [UInt8]) throws(KeyError) {
    if let key = try? P256.Signing.PublicKey(derRepresentation: der) {
      self = .p256(key)
    } else if let key = try? P384.Signing.PublicKey(derRepresentation: der) {
      self = .p384(key)
    } else if let key = try? P521.Signing.PublicKey(derRepresentation: der) {
      self = .p521(key)
    } else if let key = try? Curve25519.Signing.PublicKey(derRepresentation: der) {
      self = .ed25519(key)
    } else if let key = try? _RSA.Signing.PublicKey(unsafeDERRepresentation: der) {
      self = try .checked(key)
    } else {
      throw KeyError(
        message: "the public key cannot be read: RSA from 2048 to 8192 bits, EC P-256, P-384 and P-521, and Ed25519 "
          + "are supported, as SubjectPublicKeyInfo, PKCS#1 or a certificate")
    }
  }

  static func checked(_ key: _RSA.Signing.PublicKey) throws(KeyError) -> Self {
    try KeyKind.checkBits(key.keySizeInBits)
    return .rsa(key)
  }

  var kind: KeyKind {
    switch self {
    case .rsa(let key): .rsa(bits: key.keySizeInBits)
    case .p256: .p256
    case .p384: .p384
    case .p521: .p521
    case .ed25519: .ed25519
    }
  }

  /// SubjectPublicKeyInfo.
  var der: [UInt8] {
    switch self {
    case .rsa(let key): Array(key.derRepresentation)
    case .p256(let key): Array(key.derRepresentation)
    case .p384(let key): Array(key.derRepresentation)
    case .p521(let key): Array(key.derRepresentation)
    case .ed25519(let key): Array(key.derRepresentation)
    }
  }

  /// Whether `signature` is one of `data`; false also for what is no signature at all.
  func verify(_ signature: [UInt8], of data: [UInt8], _ scheme: SignatureScheme) -> Bool {
    switch self {
    case .rsa(let key):
      return scheme.withDigest(of: data) {
        key.isValidSignature(.init(rawRepresentation: signature), for: $0, padding: scheme.padding)
      }
    case .p256(let key):
      typealias Signature = P256.Signing.ECDSASignature
      guard
        let signature = try? scheme.isDER
          ? Signature(derRepresentation: signature) : Signature(rawRepresentation: signature)
      else { return false }
      return scheme.withDigest(of: data) { key.isValidSignature(signature, for: $0) }
    case .p384(let key):
      typealias Signature = P384.Signing.ECDSASignature
      guard
        let signature = try? scheme.isDER
          ? Signature(derRepresentation: signature) : Signature(rawRepresentation: signature)
      else { return false }
      return scheme.withDigest(of: data) { key.isValidSignature(signature, for: $0) }
    case .p521(let key):
      typealias Signature = P521.Signing.ECDSASignature
      guard
        let signature = try? scheme.isDER
          ? Signature(derRepresentation: signature) : Signature(rawRepresentation: signature)
      else { return false }
      return scheme.withDigest(of: data) { key.isValidSignature(signature, for: $0) }
    case .ed25519(let key): return key.isValidSignature(signature, for: data)
    }
  }
}
