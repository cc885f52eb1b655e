import JSONSchema
import Lua

extension ScriptHost {
  /// The natives behind the keys of `require("crypto")`. A key goes back and forth as DER, which its Lua side hides from
  /// scripts.
  func defineKeyNatives() throws(LuaError) {
    let ring = KeyRing()
    try defineKeyNative(
      "crypto.key",
      .init(
        "Reads a key; nil and why where it is none.", ["source string|table PEM, DER or a JWK"],
        returns: [
          "string? der", "boolean|string is_private, or the reason", "string type", "integer bits", "string? curve",
        ])
    ) { call throws(KeyError) in
      let key: KeyFile.Key
      if let table = call[0].tableValue {
        key = try JSONWebKey.read(table.texts)
      } else {
        key = try KeyFile.read(call[0].bytes)
      }
      return Self.describe(key)
    }
    try defineKeyNative(
      "crypto.generate",
      .init(
        "Makes a private key.", ["type string", "bits integer"],
        returns: ["string der", "boolean is_private", "string type", "integer bits", "string? curve"])
    ) { call throws(KeyError) in
      let kind: KeyKind
      switch call.text(0) {
      case "rsa": kind = .rsa(bits: Int(call[1].integerValue ?? 2048))
      case "P-256": kind = .p256
      case "P-384": kind = .p384
      case "P-521": kind = .p521
      default: kind = .ed25519
      }
      return Self.describe(.secret(try PrivateKey(generating: kind)))
    }
    try defineKeyNative(
      "crypto.public",
      .init(
        "The public key of a private one.", ["der string"],
        returns: ["string der", "boolean is_private", "string type", "integer bits", "string? curve"])
    ) { call throws(KeyError) in
      Self.describe(.open(try ring.privateKey(call[0].bytes).publicKey))
    }
    try defineKeyNative(
      "crypto.jwk",
      .init(
        "The public part of a key as a JWK (RFC 7517).", ["der string", "is_private boolean"],
        returns: ["table<string, string> jwk"])
    ) { call throws(KeyError) in
      let key =
        call[1].booleanValue == true
        ? try ring.privateKey(call[0].bytes).publicKey : try ring.publicKey(call[0].bytes)
      return [.json(JSONValue.object(key.jwk).serialized())]
    }
    try register(
      "crypto.pem", .init("A key as PEM (RFC 7468).", ["der string", "is_private boolean"], returns: ["string"])
    ) { call in
      let label = call[1].booleanValue == true ? "PRIVATE KEY" : "PUBLIC KEY"
      return .value(.text(KeyFile.pem(label, call[0].bytes)))
    }
    try defineSignatures(ring)
  }

  private func defineSignatures(_ ring: KeyRing) throws(LuaError) {
    try defineKeyNative(
      "crypto.sign",
      .init(
        "A signature; nil and why where the key cannot sign so.",
        ["der string", "data string", "options? crypto.SignOptions", "encoding crypto.Encoding"],
        returns: ["string? signature", "string? reason"])
    ) { call throws(KeyError) in
      let key = try ring.privateKey(call[0].bytes)
      let signature = try key.sign(call[1].bytes, SignatureScheme(call[2].tableValue, for: key.kind))
      let encoding = call.text(3).flatMap(ByteEncoding.init) ?? .raw
      return [.string(encoding.encode(signature))]
    }
    try defineKeyNative(
      "crypto.verify",
      .init(
        "Whether a signature is that of a key over the data.",
        ["der string", "data string", "signature string", "options? crypto.SignOptions"],
        returns: ["boolean? valid", "string? reason"])
    ) { call throws(KeyError) in
      let key = try ring.publicKey(call[0].bytes)
      let scheme = SignatureScheme(call[3].tableValue, for: key.kind)
      return [.boolean(key.verify(call[2].bytes, of: call[1].bytes, scheme))]
    }
  }

  /// A native that answers `nil` and a text where a key cannot be read or used: its Lua side raises it.
  private func defineKeyNative(
    _ name: String, _ signature: @autoclosure () -> NativeSignature,
    _ body: @escaping (LuaCall) throws(KeyError) -> [LuaOutput]
  ) throws(LuaError) {
    try register(name, signature()) { call in
      do throws(KeyError) {
        return .values(try body(call))
      } catch {
        return .values([.nil, .text(error.message)])
      }
    }
  }

  /// DER, whether it is private, its type, bits and curve.
  private static func describe(_ key: KeyFile.Key) -> [LuaOutput] {
    let der: [UInt8], kind: KeyKind, isPrivate: Bool
    switch key {
    case .secret(let key): (der, kind, isPrivate) = (key.der, key.kind, true)
    case .open(let key): (der, kind, isPrivate) = (key.der, key.kind, false)
    }
    return [
      .string(der), .boolean(isPrivate), .text(kind.type), .integer(Int64(kind.bitCount)),
      kind.curve.map { .text($0) } ?? .nil,
    ]
  }
}

/// The keys that a job used last, read: reading takes longer than many a signature.
private final class KeyRing {
  private static let most = 16

  private var privateKeys: [(der: [UInt8], key: PrivateKey)] = []
  private var publicKeys: [(der: [UInt8], key: PublicKey)] = []

  func privateKey(_ der: [UInt8]) throws(KeyError) -> PrivateKey {
    if let known = privateKeys.first(where: { $0.der == der }) { return known.key }
    let key = try PrivateKey(der: der)
    privateKeys = [(der, key)] + privateKeys.prefix(Self.most - 1)
    return key
  }

  func publicKey(_ der: [UInt8]) throws(KeyError) -> PublicKey {
    if let known = publicKeys.first(where: { $0.der == der }) { return known.key }
    let key = try PublicKey(der: der)
    publicKeys = [(der, key)] + publicKeys.prefix(Self.most - 1)
    return key
  }
}

extension SignatureScheme {
  /// Options as the Lua side has checked them.
  fileprivate init(_ options: LuaTable?, for kind: KeyKind) {
    hash = options?["hash"]?.stringValue.flatMap(Hash.init) ?? kind.usualHash
    isPSS = options?["padding"]?.stringValue == "pss"
    isDER = options?["format"]?.stringValue == "der"
  }
}

extension LuaTable {
  /// The pairs whose key and value are texts.
  fileprivate var texts: [String: String] {
    var texts: [String: String] = [:]
    for pair in pairs {
      if let key = pair.key.stringValue, let value = pair.value.stringValue { texts[key] = value }
    }
    return texts
  }
}
