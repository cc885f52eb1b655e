import Foundation
import Integrations
import ScriptHTTP
import Testing

@Suite struct BodyLimitTests {
  private static func compressed(_ encoding: String, _ body: Data) -> LoopbackServer.Step {
    .send(
      Array("HTTP/1.1 200 OK\r\ncontent-encoding: \(encoding)\r\ncontent-length: \(body.count)\r\n\r\n".utf8) + body)
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
    let gzip = try run("printf 'hello hello hello' | gzip -c")
    let deflate = try run(
      "printf 'hello hello hello' | python3 -c 'import sys,zlib; sys.stdout.buffer.write(zlib.compress(sys.stdin.buffer.read()))'"
    )
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
    ("raw deflate", "deflate", "zlib.compress(b'hello', wbits=-15)", "hello"),
    ("two members", "gzip", "gzip.compress(b'hel') + gzip.compress(b'lo')", "hello"),
    ("the old name", "X-GZip", "gzip.compress(b'hello')", "hello"),
    ("bytes behind the end", "gzip", "gzip.compress(b'hello') + bytes(20)", "hello"),
    ("an encoding nobody asked for", "br", "b'as it is'", "as it is"),
    ("none", "identity", "b'as it is'", "as it is"), ("nothing at all", "gzip", "b''", ""),
  ])
  func decodesWhatServersSend(what: String, encoding: String, python: String, text: String) async throws {
    let body = try run("python3 -c \"import sys,zlib,gzip; sys.stdout.buffer.write(\(python))\"")
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
    let gzip = try run("printf 'hello hello hello' | gzip -c")
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
