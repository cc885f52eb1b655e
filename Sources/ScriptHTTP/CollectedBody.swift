import Lua
import NIOCore

/// The bytes of a response's body as a script sees them: decompressed, and never more than the request accepts.
final class CollectedBody {
  private var bytes: [UInt8] = []
  /// The room that the bytes have on the job's account; nil where there is none.
  let charge: LuaMemoryAccount.Charge?
  /// How many bytes that is.
  private var charged: Int
  private let limit: Int
  private let decoder: Inflater?

  /// What of `encoding`, the values of Content-Encoding, is neither gzip nor deflate is kept as it comes.
  /// `expectedLength` is the Content-Length, where a body follows it; where it shows alone that the body is too large,
  /// ``BodyTooLarge`` is thrown.
  init(limit: Int, encoding: [String], expectedLength: Int?, memory: LuaMemoryAccount? = nil) throws {
    self.limit = limit
    decoder = encoding.count == 1 ? Inflater(encoding: encoding[0].lowercased()) : nil
    // What is compressed says nothing of its length.
    let room = decoder == nil ? max(0, expectedLength ?? 0) : 0
    guard room <= limit else { throw BodyTooLarge() }
    charge = memory?.charge(room)
    guard memory == nil || charge != nil else { throw BodyTooLargeForJob() }
    charged = room
    bytes.reserveCapacity(room)
  }

  var count: Int { bytes.count }

  func append(_ part: ByteBuffer) throws {
    if let decoder {
      try part.withUnsafeReadableBytes { try decoder.inflate($0, into: &bytes, limit: limit) }
    } else {
      guard bytes.count + part.readableBytes <= limit else { throw BodyTooLarge() }
      bytes.append(contentsOf: part.readableBytesView)
    }
    guard bytes.count > charged else { return }
    guard charge?.grow(by: bytes.count - charged) ?? true else { throw BodyTooLargeForJob() }
    charged = bytes.count
  }

  /// The whole body. Called once.
  /// - Throws: ``BodyNotDecodable``, where compressed data ends too early.
  func finish() throws -> [UInt8] {
    try decoder?.finish()
    defer { bytes = [] }
    return bytes
  }
}

/// The body has more bytes than the request accepts.
struct BodyTooLarge: Error {}

/// The job's memory limit leaves no room for the body.
struct BodyTooLargeForJob: Error {}

/// The body is not in the encoding that its Content-Encoding names.
struct BodyNotDecodable: Error {}
