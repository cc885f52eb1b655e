import Crypto
import CryptoExtras
import FoundationEssentials
import JSONSchema

/// Keys as JSON Web Keys (RFC 7517, RFC 7518 §6, RFC 8037 §2).
enum JSONWebKey {
  /// Reads the members of a key: texts by name, all others left out.
  static func read(_ members: [String: String]) throws(KeyError) -> KeyFile.Key {
    switch members["kty"] {
    case "RSA": return try readRSA(members)
    case "EC": return try readEC(members)
    case "OKP": return try readOKP(members)
    case "oct":
      throw KeyError(message: "the JWK is a symmetric key (\"kty\": \"oct\"): it goes with hmac, and signs nothing")
    case nil: throw KeyError(message: "the table is no JWK: it has no member \"kty\"")
    case let other?:
      throw KeyError(message: "the JWK has the key type \"\(other.prefix(20))\"; RSA, EC and OKP are supported")
    }
  }

  private static func bytes(_ name: String, _ members: [String: String]) throws(KeyError) -> [UInt8] {
    guard let text = members[name] else { throw KeyError(message: "the JWK has no member \"\(name)\"") }
    guard text.utf8.count <= 4096, let bytes = Base64URL.decode(text.utf8), !bytes.isEmpty else {
      throw KeyError(message: "the member \"\(name)\" of the JWK is no base64url text")
    }
    return bytes
  }

  /// A number of as many bytes as the curve has.
  private static func bytes(_ name: String, _ members: [String: String], count: Int) throws(KeyError) -> [UInt8] {
    let bytes = try bytes(name, members)
    guard bytes.count == count else {
      throw KeyError(message: "the member \"\(name)\" of the JWK has \(bytes.count) bytes where its curve has \(count)")
    }
    return bytes
  }

  // RSA ------------------------------------------------------------------------------------------------------------

  private static func readRSA(_ members: [String: String]) throws(KeyError) -> KeyFile.Key {
    let modulus = try bytes("n", members), exponent = try bytes("e", members)
    try KeyKind.checkBits((modulus.drop { $0 == 0 }).count * 8)
    guard members["d"] != nil else {
      guard let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent) else { throw unfit("RSA") }
      return .open(try .checked(key))
    }
    let secret = try bytes("d", members)
    let key: _RSA.Signing.PrivateKey?
    if members["p"] != nil {
      let first = try bytes("p", members), second = try bytes("q", members)
      key = try? _RSA.Signing.PrivateKey(n: modulus, e: exponent, d: secret, p: first, q: second)
    } else {
      key = try? _RSA.Signing.PrivateKey._createFromNumbers(n: modulus, e: exponent, d: secret)
    }
    guard let key else { throw unfit("RSA") }
    return .secret(try .checked(key))
  }

  private static func unfit(_ type: String) -> KeyError {
    KeyError(message: "the numbers of the JWK are no \(type) key")
  }

  // Curves ---------------------------------------------------------------------------------------------------------

  private static func readEC(_ members: [String: String]) throws(KeyError) -> KeyFile.Key {
    switch members["crv"] {
    case "P-256":
      return try readPoint(
        members, 32, { try P256.Signing.PrivateKey(rawRepresentation: $0) }, { .p256($0) },
        { try P256.Signing.PublicKey(x963Representation: $0) }, { .p256($0) })
    case "P-384":
      return try readPoint(
        members, 48, { try P384.Signing.PrivateKey(rawRepresentation: $0) }, { .p384($0) },
        { try P384.Signing.PublicKey(x963Representation: $0) }, { .p384($0) })
    case "P-521":
      return try readPoint(
        members, 66, { try P521.Signing.PrivateKey(rawRepresentation: $0) }, { .p521($0) },
        { try P521.Signing.PublicKey(x963Representation: $0) }, { .p521($0) })
    default: throw KeyError(message: "the curve of the JWK (\"crv\") is not one of P-256, P-384 and P-521")
    }
  }

  private static func readPoint<Secret, Open>(
    _ members: [String: String], _ count: Int,
    _ secret: ([UInt8]) throws -> Secret, _ asPrivate: (Secret) -> PrivateKey,
    _ open: ([UInt8]) throws -> Open, _ asPublic: (Open) -> PublicKey
  ) throws(KeyError) -> KeyFile.Key {
    let point = try [4] + bytes("x", members, count: count) + bytes("y", members, count: count)
    guard let key = try? open(point) else { throw unfit("EC") }
    guard members["d"] != nil else { return .open(asPublic(key)) }
    let number = try bytes("d", members, count: count)
    guard let key = try? secret(number) else { throw unfit("EC") }
    let whole = asPrivate(key)
    guard whole.publicKey.point == point else { throw unfit("EC") }
    return .secret(whole)
  }

  private static func readOKP(_ members: [String: String]) throws(KeyError) -> KeyFile.Key {
    guard members["crv"] == "Ed25519" else {
      throw KeyError(message: "the curve of the JWK (\"crv\") is not Ed25519, which alone signs here")
    }
    let open = try bytes("x", members, count: 32)
    guard members["d"] != nil else {
      guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: open) else { throw unfit("Ed25519") }
      return .open(.ed25519(key))
    }
    let number = try bytes("d", members, count: 32)
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: number),
      Array(key.publicKey.rawRepresentation) == open
    else { throw unfit("Ed25519") }
    return .secret(.ed25519(key))
  }
}

extension PublicKey {
  /// The point with its leading 4 (SEC 1 §2.3.3); empty for a key of another kind.
  fileprivate var point: [UInt8] {
    switch self {
    case .p256(let key): Array(key.x963Representation)
    case .p384(let key): Array(key.x963Representation)
    case .p521(let key): Array(key.x963Representation)
    default: []
    }
  }

  /// The members of the key as a JWK that a thumbprint has (RFC 7638 §3.2), and no others.
  var jwk: JSONObject {
    switch self {
    case .rsa(let key):
      // It cannot fail for a key that was read.
      let numbers = try? key.getKeyPrimitives()
      return [
        "kty": "RSA", "n": .string(Base64URL.encode(Array(numbers?.modulus ?? Data()))),
        "e": .string(Base64URL.encode(Array(numbers?.publicExponent ?? Data()))),
      ]
    case .ed25519(let key):
      return ["kty": "OKP", "crv": "Ed25519", "x": .string(Base64URL.encode(Array(key.rawRepresentation)))]
    default:
      let point = point.dropFirst()
      return [
        "kty": "EC", "crv": .string(kind.curve ?? ""),
        "x": .string(Base64URL.encode(Array(point.prefix(point.count / 2)))),
        "y": .string(Base64URL.encode(Array(point.suffix(point.count / 2)))),
      ]
    }
  }
}
