import Crypto

/// A hash function by the name that scripts use.
enum HashName: String, CaseIterable, Sendable {
  case md5, sha1, sha256, sha384, sha512

  /// Bytes of a digest.
  var length: Int {
    switch self {
    case .md5: Insecure.MD5.byteCount
    case .sha1: Insecure.SHA1.byteCount
    case .sha256: SHA256.byteCount
    case .sha384: SHA384.byteCount
    case .sha512: SHA512.byteCount
    }
  }

  /// FIPS 180-4; RFC 1321 for MD5.
  func digest(of data: UnsafeRawBufferPointer) -> [UInt8] {
    switch self {
    case .md5: Self.digest(data, by: Insecure.MD5.self)
    case .sha1: Self.digest(data, by: Insecure.SHA1.self)
    case .sha256: Self.digest(data, by: SHA256.self)
    case .sha384: Self.digest(data, by: SHA384.self)
    case .sha512: Self.digest(data, by: SHA512.self)
    }
  }

  /// The HMAC of RFC 2104.
  func code(of data: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer) -> [UInt8] {
    switch self {
    case .md5: Self.code(data, key, by: Insecure.MD5.self)
    case .sha1: Self.code(data, key, by: Insecure.SHA1.self)
    case .sha256: Self.code(data, key, by: SHA256.self)
    case .sha384: Self.code(data, key, by: SHA384.self)
    case .sha512: Self.code(data, key, by: SHA512.self)
    }
  }

  private static func digest<H: HashFunction>(_ data: UnsafeRawBufferPointer, by hash: H.Type) -> [UInt8] {
    var hasher = H()
    hasher.update(bufferPointer: data)
    return Array(hasher.finalize())
  }

  private static func code<H: HashFunction>(
    _ data: UnsafeRawBufferPointer, _ key: UnsafeRawBufferPointer, by hash: H.Type
  ) -> [UInt8] {
    Array(HMAC<H>.authenticationCode(for: data, using: SymmetricKey(data: key)))
  }
}
