import Crypto
import CryptoExtras
import FoundationEssentials
import Lua

extension ScriptHost {
  /// Most rounds of a hash that one call of `pbkdf2` may take: about a second.
  private static let mostRounds: Int64 = 2_000_000
  private static let mostRandomBytes: Int64 = 1 << 20

  /// The natives behind the digests, codes and random values of `require("crypto")`. Their Lua side has checked the types
  /// of the arguments.
  func defineCryptoNatives() throws(LuaError) {
    try defineBytes(
      "crypto.digest",
      .init("A digest.", ["hash crypto.Hash", "data string", "encoding crypto.Encoding"], returns: ["string"]),
      encoding: 2
    ) { call in
      call.hash(0).flatMap { hash in call.withBytes(1) { hash.digest(of: $0) } }
    }
    try defineBytes(
      "crypto.hmac",
      .init(
        "An HMAC (RFC 2104).", ["hash crypto.Hash", "key string", "data string", "encoding crypto.Encoding"],
        returns: ["string"]), encoding: 3
    ) { call in
      call.hash(0).flatMap { hash in
        call.withBytes(1) { key in call.withBytes(2) { hash.code(of: $0, key: key) } } ?? nil
      }
    }
    try register(
      "crypto.equal",
      .init(
        "Whether two texts are the same, in a time that does not tell where they differ.", ["a string", "b string"],
        returns: ["boolean"])
    ) { call in
      let same = call.withBytes(0) { first in call.withBytes(1) { Self.isEqual(first, $0) } } ?? nil
      return .value(.boolean(same ?? false))
    }
    try defineBytes(
      "crypto.random",
      .init("Bytes that nobody can guess.", ["count integer", "encoding crypto.Encoding"], returns: ["string"]),
      encoding: 1
    ) { call in
      guard let count = call[0].integerValue, (0...Self.mostRandomBytes).contains(count) else { return nil }
      return Self.randomBytes(Int(count))
    }
    try register("crypto.uuid", .init("A new UUID (RFC 9562).", ["version 4|7"], returns: ["string"])) { call in
      .value(.text(call[0].integerValue == 7 ? Self.timedUUID() : Self.randomUUID()))
    }
    try defineDerivations()
  }

  private func defineDerivations() throws(LuaError) {
    try register(
      "crypto.pbkdf2",
      .init(
        "A key from a password (RFC 8018).",
        [
          "hash crypto.Hash", "password string", "salt string", "rounds integer", "length integer",
          "encoding crypto.Encoding",
        ], returns: ["string"])
    ) { call in
      guard let hash = call.hash(0), let rounds = call[3].integerValue, let length = call[4].integerValue else {
        return .none
      }
      let blocks = (length + Int64(hash.length) - 1) / Int64(hash.length)
      guard rounds <= Self.mostRounds, blocks <= Self.mostRounds / max(rounds, 1) else {
        return .failure(
          "crypto.pbkdf2: \(rounds) rounds for \(length) bytes are more than one call may take; "
            + "the rounds times the blocks of \(hash.length) bytes may be \(Self.mostRounds)")
      }
      let key = Self.derive(hash, call[1].bytes, call[2].bytes, rounds: Int(rounds), length: Int(length))
      return Self.answer(key, call, encoding: 5)
    }
    try defineBytes(
      "crypto.hkdf",
      .init(
        "A key from a secret (RFC 5869).",
        [
          "hash crypto.Hash", "secret string", "salt string", "info string", "length integer",
          "encoding crypto.Encoding",
        ], returns: ["string"]), encoding: 5
    ) { call in
      guard let hash = call.hash(0), let length = call[4].integerValue, length <= 255 * Int64(hash.length) else {
        return nil
      }
      return Self.expand(hash, call[1].bytes, call[2].bytes, call[3].bytes, length: Int(length))
    }
  }

  /// A native whose answer is bytes, in the encoding that the argument at a place names.
  private func defineBytes(
    _ name: String, _ signature: @autoclosure () -> NativeSignature, encoding: Int,
    _ body: @escaping (LuaCall) -> [UInt8]?
  ) throws(LuaError) {
    try register(name, signature()) { call in Self.answer(body(call), call, encoding: encoding) }
  }

  static func answer(_ bytes: [UInt8]?, _ call: LuaCall, encoding: Int) -> LuaAnswer {
    guard let bytes else { return .none }
    let encoding = call[encoding].stringValue.flatMap(ByteEncoding.init) ?? .raw
    return .value(.string(encoding.encode(bytes)))
  }

  /// Takes the same time wherever two texts of one length differ.
  private static func isEqual(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Bool {
    guard first.count == second.count else { return false }
    var difference: UInt8 = 0
    for index in 0..<first.count { difference |= first[index] ^ second[index] }
    return difference == 0
  }

  // Random values --------------------------------------------------------------------------------------------------

  private static func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 8)
    while bytes.count < count {
      withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
    }
    return Array(bytes.prefix(count))
  }

  /// RFC 9562 §5.4.
  private static func randomUUID() -> String { uuid(randomBytes(16), version: 4) }

  /// RFC 9562 §5.7: 48 bits of milliseconds since 1970, then random ones.
  private static func timedUUID() -> String {
    let milliseconds = UInt64(Date().timeIntervalSince1970 * 1000)
    let time = (0..<6).map { UInt8(truncatingIfNeeded: milliseconds >> (40 - 8 * UInt64($0))) }
    return uuid(time + randomBytes(10), version: 7)
  }

  private static func uuid(_ bytes: [UInt8], version: UInt8) -> String {
    var bytes = bytes
    bytes[6] = bytes[6] & 0x0F | version << 4
    bytes[8] = bytes[8] & 0x3F | 0x80
    var digits = String(decoding: ByteEncoding.hex.encode(bytes), as: UTF8.self)
    for place in [20, 16, 12, 8] { digits.insert("-", at: digits.index(digits.startIndex, offsetBy: place)) }
    return digits
  }

  // Keys from secrets ----------------------------------------------------------------------------------------------

  /// RFC 8018 §5.2.
  private static func derive(
    _ hash: HashName, _ password: [UInt8], _ salt: [UInt8], rounds: Int, length: Int
  ) -> [UInt8]? {
    let function: KDF.Insecure.PBKDF2.HashFunction
    switch hash {
    case .md5: function = .insecureMD5
    case .sha1: function = .insecureSHA1
    case .sha256: function = .sha256
    case .sha384: function = .sha384
    case .sha512: function = .sha512
    }
    let key = try? KDF.Insecure.PBKDF2.deriveKey(
      from: password, salt: salt, using: function, outputByteCount: length, unsafeUncheckedRounds: rounds)
    return key?.withUnsafeBytes { Array($0) }
  }

  /// RFC 5869.
  private static func expand(
    _ hash: HashName, _ key: [UInt8], _ salt: [UInt8], _ info: [UInt8], length: Int
  ) -> [UInt8] {
    func by<H: HashFunction>(_ type: H.Type) -> [UInt8] {
      HKDF<H>.deriveKey(
        inputKeyMaterial: SymmetricKey(data: key), salt: salt, info: info, outputByteCount: length
      ).withUnsafeBytes { Array($0) }
    }
    return switch hash {
    case .md5: by(Insecure.MD5.self)
    case .sha1: by(Insecure.SHA1.self)
    case .sha256: by(SHA256.self)
    case .sha384: by(SHA384.self)
    case .sha512: by(SHA512.self)
    }
  }
}

extension LuaCall {
  fileprivate func hash(_ index: Int) -> HashName? { self[index].stringValue.flatMap(HashName.init) }
}

extension LuaValue {
  /// The bytes of a string; none for any other type.
  var bytes: [UInt8] {
    if case .string(let bytes) = self { bytes } else { [] }
  }
}
