/// What kind of key it is.
enum KeyKind: Sendable, Equatable {
  case rsa(bits: Int)
  case p256, p384, p521, ed25519

  /// Below, RSA is not secure; above, one signature takes seconds.
  private static let bits = 2048...8192

  static func checkBits(_ count: Int) throws(KeyError) {
    guard bits.contains(count) else {
      throw KeyError(
        message: "the RSA key has \(count) bits; from \(bits.lowerBound) to \(bits.upperBound) are supported")
    }
  }

  /// `rsa`, `ec` or `ed25519`.
  var type: String {
    switch self {
    case .rsa: "rsa"
    case .ed25519: "ed25519"
    case .p256, .p384, .p521: "ec"
    }
  }

  /// The curve by its name in JOSE (RFC 7518 §6.2.1.1, RFC 8037 §2); nil for RSA.
  var curve: String? {
    switch self {
    case .rsa: nil
    case .p256: "P-256"
    case .p384: "P-384"
    case .p521: "P-521"
    case .ed25519: "Ed25519"
    }
  }

  /// Bits of the modulus, or of the curve's field.
  var bitCount: Int {
    switch self {
    case .rsa(let bits): bits
    case .p256: 256
    case .p384: 384
    case .p521: 521
    case .ed25519: 255
    }
  }

  /// The hash that goes with it (RFC 7518 §3.4).
  var usualHash: SignatureScheme.Hash {
    switch self {
    case .p384: .sha384
    case .p521: .sha512
    default: .sha256
    }
  }
}
