import Foundation
import Integrations
import ScriptHTTP
import Testing

@Suite struct BodyLimitTests {
  private static func compressed(_ encoding: String, _ body: Data) -> LoopbackServer.Step {
    .send(
      Array("HTTP/1.1 200 OK\r\ncontent-encoding: \(encoding)\r\ncontent-length: \(body.count)\r\n\r\n".utf8) + body)
  }

  /// The deflate data inside what `gzip -n` writes.
  private static func bare(_ gzip: Data) -> Data { gzip.dropFirst(10).dropLast(8) }

  /// RFC 1950 §8.2.
  private static func adler32(_ data: Data) -> Data {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in data {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return withUnsafeBytes(of: (b << 16 | a).bigEndian) { Data($0) }
  }

  @Test(arguments: [(10, true), (9, false)])
  func acceptsUpToTheLimit(limit: Int, fits: Bool) async throws {
    for framing in [
      "content-length: 10\r\n\r\n0123456789", "transfer-encoding: chunked\r\n\r\na\r\n0123456789\r\n0\r\n\r\n",
    ] {
      try await withServer { _ in
        [.send("HTTP/1.1 200 OK\r\n\(framing)")]
      } body: { server, transport in
        let failure = await transport.failure(of: server.url()) { $0.maximumBody = limit }
        #expect(failure?.kind == (fits ? nil : .tooLarge))
      }
    }
  }

  @Test func anEmptyBodyFitsIntoNothing() async throws {
    try await withServer { _ in
      [.response()]
    } body: { server, transport in
      let response = try await transport.get(server.url()) { $0.maximumBody = 0 }
      #expect(response.body.isEmpty)
    }
  }

  @Test func anEndlessBodyStopsAtTheLimit() async throws {
    try await withServer { _ in
      [.send("HTTP/1.1 200 OK\r\n\r\n"), .endless(Array(repeating: 65, count: 65536))]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url()) { $0.maximumBody = 1_000_000 }
      #expect(failure?.kind == .tooLarge)
      #expect(
        failure?.message == "the body is larger than 1000000 bytes (after decompression). "
          + "Ask for less, or raise the option max_body.")
    }
  }

  @Test func decompressesGzipAndDeflate() async throws {
    let gzip = try run("printf 'hello hello hello' | gzip -nc")
    let deflate = Data([0x78, 0x9C]) + Self.bare(gzip) + Self.adler32(Data("hello hello hello".utf8))
    try await withServer { request in
      [request.target == "/gzip" ? Self.compressed("gzip", gzip) : Self.compressed("deflate", deflate)]
    } body: { server, transport in
      for path in ["/gzip", "/deflate"] {
        let response = try await transport.get(server.url(path))
        #expect(response.text == "hello hello hello")
      }
      #expect(server.requests.first?.header("accept-encoding") == "gzip, deflate")
    }
  }

  @Test(arguments: [
    ("bare deflate", "deflate", "hello"), ("two members", "gzip", "hellohello"), ("plain gzip", "X-GZip", "hello"),
    ("bytes behind the end", "gzip", "hello"), ("not compressed", "br", "as it is"),
    ("not compressed", "identity", "as it is"), ("nothing at all", "gzip", ""),
  ])
  func decodesWhatServersSend(what: String, encoding: String, text: String) async throws {
    let gzip = try run("printf hello | gzip -nc")
    let bodies = [
      "bare deflate": Self.bare(gzip), "two members": gzip + gzip, "plain gzip": gzip,
      "bytes behind the end": gzip + Data(count: 20), "not compressed": Data("as it is".utf8),
    ]
    let body = bodies[what] ?? Data()
    try await withServer { _ in
      [Self.compressed(encoding, body)]
    } body: { server, transport in
      let response = try await transport.get(server.url())
      #expect(response.text == text)
    }
  }

  @Test func countsDecompressedBytes() async throws {
    let bomb = try run("head -c 20000000 /dev/zero | gzip -c")
    try await withServer { _ in
      [Self.compressed("gzip", bomb)]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url()) { $0.maximumBody = 1_000_000 }
      #expect(failure?.kind == .tooLarge)
      let whole = try await transport.get(server.url()) { $0.maximumBody = 20_000_000 }
      #expect(whole.body.count == 20_000_000)
      #expect(await transport.failure(of: server.url()) { $0.maximumBody = 19_999_999 }?.kind == .tooLarge)
    }
  }

  @Test func tellsOfABrokenCompression() async throws {
    let gzip = try run("printf 'hello hello hello' | gzip -nc")
    let bodies = [gzip.dropLast(10), Data("not gzip at all".utf8)]
    for body in bodies {
      try await withServer { _ in
        [Self.compressed("gzip", Data(body))]
      } body: { server, transport in
        let failure = await transport.failure(of: server.url())
        #expect(failure?.kind == .protocol)
        #expect(failure?.message.hasPrefix("the body cannot be decompressed") == true)
      }
    }
  }
}
