import CZlib

/// Decompresses gzip (RFC 1952), zlib (RFC 1950) and the bare deflate (RFC 1951) that some servers send for "deflate".
final class Inflater {
  /// zlib keeps the address of its stream, so that it may not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var mayBeBare: Bool
  private var hasStarted = false
  private var hasEnded = false

  /// Nil for an encoding that is not handled here.
  init?(encoding: String) {
    guard ["gzip", "x-gzip", "deflate"].contains(encoding) else { return nil }
    mayBeBare = encoding == "deflate"
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15: the largest window; 32: gzip or zlib, whichever the header tells.
    guard inflateInit2_(stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Appends what the input holds. Bytes behind the end of the compressed data are left out.
  /// - Throws: ``BodyTooLarge`` before more than `limit` bytes are kept, ``BodyNotDecodable``.
  func inflate(_ input: UnsafeRawBufferPointer, into bytes: inout [UInt8], limit: Int) throws {
    guard !input.isEmpty else { return }
    offer(input)
    repeat {
      if hasEnded, !startNextMember() { return }
      let left = stream.pointee.avail_in
      let (status, produced) = try produce(into: &bytes, limit: limit)
      hasStarted = true
      if status == Z_DATA_ERROR, mayBeBare, stream.pointee.total_out == 0, inflateReset2(stream, -15) == Z_OK {
        mayBeBare = false
        offer(input)
        continue
      }
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw BodyNotDecodable() }
      hasEnded = status == Z_STREAM_END
      if produced == 0, left == stream.pointee.avail_in, !hasEnded { return }
    } while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
  }

  /// - Throws: ``BodyNotDecodable``, where data began and did not end. No data at all is an empty body: answers to
  ///   HEAD, and redirects, carry the header without it.
  func finish() throws {
    if hasStarted, !hasEnded { throw BodyNotDecodable() }
  }

  private func offer(_ input: UnsafeRawBufferPointer) {
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(input.count)
  }

  /// One call of zlib, for up to 64 KiB of output.
  private func produce(into bytes: inout [UInt8], limit: Int) throws -> (status: Int32, produced: Int) {
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64 * 1024) { output in
      stream.pointee.next_out = output.baseAddress
      stream.pointee.avail_out = UInt32(output.count)
      let status = CZlib.inflate(stream, Z_NO_FLUSH)
      let produced = output.count - Int(stream.pointee.avail_out)
      guard bytes.count + produced <= limit else { throw BodyTooLarge() }
      bytes.append(contentsOf: output[..<produced])
      return (status, produced)
    }
  }

  /// Whether another gzip member follows the one that ended (RFC 1952 §2.2).
  private func startNextMember() -> Bool {
    guard stream.pointee.avail_in > 0, stream.pointee.next_in[0] == 0x1F, inflateReset(stream) == Z_OK else {
      return false
    }
    hasEnded = false
    return true
  }
}
