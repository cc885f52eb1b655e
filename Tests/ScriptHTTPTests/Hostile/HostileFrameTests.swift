import Integrations
import ScriptHTTP
import Testing

/// An HTTP/2 server that does its worst (RFC 9113 §5.4, §6, §8).
extension HostileServerTests {
  struct Frames: Sendable, CustomTestStringConvertible {
    var name: String
    var greeting: [UInt8]
    var answer: [UInt8]
    var repeats = false
    /// Nil for an answer 200 with the body "ok".
    var kinds: [HTTPFailure.Kind]?

    var testDescription: String { name }
  }

  private static let settings = FrameServer.frame(.settings)
  private static let acknowledged = FrameServer.frame(.settings, flags: 1)
  private static let status = FrameServer.field(":status", "200")
  private static let head = FrameServer.frame(.headers, flags: 4, stream: 1, status)
  private static let ok = FrameServer.frame(.data, flags: 1, stream: 1, Array("ok".utf8))

  private static func heads(_ fields: [UInt8], end: Bool = true) -> [UInt8] {
    FrameServer.frame(.headers, flags: end ? 5 : 4, stream: 1, fields)
  }

  private static let broken: [HTTPFailure.Kind] = [.protocol, .reset]

  static let frames: [Frames] = [
    Frames(name: "as it should be", greeting: settings, answer: head + ok),
    Frames(name: "unknown frames", greeting: settings, answer: FrameServer.frame(.unknown, [1, 2, 3]) + head + ok),
    Frames(
      name: "interim answers first", greeting: settings,
      answer: heads(FrameServer.field(":status", "103"), end: false) + head + ok),
    Frames(
      name: "trailers", greeting: settings,
      answer: head + FrameServer.frame(.data, stream: 1, Array("ok".utf8)) + heads(FrameServer.field("a", "b"))),
    Frames(name: "silence", greeting: [], answer: [], kinds: [.timeout]),
    Frames(name: "settings and silence", greeting: settings, answer: [], kinds: [.timeout]),
    Frames(name: "a head and silence", greeting: settings, answer: head, kinds: [.timeout]),
    Frames(
      name: "GOAWAY at once",
      greeting: settings + FrameServer.frame(.goAway, FrameServer.bytes(0) + FrameServer.bytes(0)),
      answer: [], kinds: [.reset, .protocol]),
    Frames(
      name: "GOAWAY before the answer", greeting: settings,
      answer: FrameServer.frame(.goAway, FrameServer.bytes(0) + FrameServer.bytes(11)), kinds: [.reset, .protocol]),
    Frames(
      name: "RST_STREAM", greeting: settings, answer: FrameServer.frame(.reset, stream: 1, FrameServer.bytes(7)),
      kinds: broken),
    Frames(
      name: "RST_STREAM in the body", greeting: settings,
      answer: head + FrameServer.frame(.data, stream: 1, [97])
        + FrameServer.frame(.reset, stream: 1, FrameServer.bytes(2)),
      kinds: broken),
    Frames(
      name: "HTTP/1.1", greeting: Array("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".utf8), answer: [],
      kinds: broken),
    Frames(
      name: "no settings first", greeting: FrameServer.frame(.ping, [UInt8](repeating: 0, count: 8)), answer: [],
      kinds: broken),
    Frames(
      name: "settings of a bad length", greeting: FrameServer.frame(.settings, [1, 2, 3]), answer: [],
      kinds: broken),
    Frames(
      name: "a frame too large", greeting: settings,
      answer: head + FrameServer.frame(.data, stream: 1, [UInt8](repeating: 97, count: 17_000)), kinds: broken),
    Frames(
      name: "data on no stream", greeting: settings, answer: FrameServer.frame(.data, stream: 0, [97]), kinds: broken),
    Frames(name: "data before the head", greeting: settings, answer: ok, kinds: broken),
    Frames(
      name: "a stream that nobody opened", greeting: settings,
      answer: FrameServer.frame(.headers, flags: 5, stream: 9, status), kinds: broken),
    Frames(
      name: "a push", greeting: settings,
      answer: FrameServer.frame(.pushPromise, flags: 4, stream: 1, FrameServer.bytes(2) + status), kinds: broken),
    Frames(name: "no status", greeting: settings, answer: heads(FrameServer.field("a", "b")), kinds: broken),
    Frames(
      name: "a status of letters", greeting: settings, answer: heads(FrameServer.field(":status", "abc")), kinds: broken
    ),
    Frames(
      name: "a name in upper case", greeting: settings, answer: heads(status + FrameServer.field("A", "b")),
      kinds: broken),
    Frames(
      name: "a connection header", greeting: settings, answer: heads(status + FrameServer.field("connection", "close")),
      kinds: broken),
    Frames(
      name: "a pseudo-header of ours", greeting: settings, answer: heads(status + FrameServer.field(":path", "/")),
      kinds: broken),
    Frames(
      name: "a line break in a value", greeting: settings, answer: heads(status + FrameServer.field("a", "b\r\nc: d")),
      kinds: broken),
    Frames(
      name: "a header that cannot be unpacked", greeting: settings,
      answer: heads([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), kinds: broken),
    Frames(
      name: "a window that overflows", greeting: settings,
      answer: FrameServer.frame(.windowUpdate, FrameServer.bytes(0x7FFF_FFFF)), kinds: broken),
    Frames(
      name: "a window of zero", greeting: settings,
      // An error of the stream alone, which NIO tells nobody who waits for it: the time limit ends it.
      answer: FrameServer.frame(.windowUpdate, stream: 1, FrameServer.bytes(0)), kinds: broken + [.timeout]),
    Frames(
      name: "a body shorter than its length", greeting: settings,
      answer: heads(status + FrameServer.field("content-length", "9"), end: false) + ok, kinds: broken),
    Frames(name: "a body without end", greeting: settings, answer: head + [], repeats: false, kinds: [.timeout]),
    Frames(
      name: "pings without end", greeting: settings, answer: FrameServer.frame(.ping, [UInt8](repeating: 0, count: 8)),
      repeats: true, kinds: [.timeout, .protocol, .reset]),
    Frames(
      name: "settings without end", greeting: settings, answer: settings, repeats: true,
      kinds: [.timeout, .protocol, .reset]),
    Frames(
      name: "a head without end", greeting: settings,
      answer: FrameServer.frame(.headers, flags: 0, stream: 1, status)
        + (0..<2000).flatMap { _ in
          FrameServer.frame(.continuation, flags: 0, stream: 1, FrameServer.field("a", "b"))
        }, kinds: broken),
  ]

  @Test(arguments: frames)
  func frames(hostile: Frames) async throws {
    let server = try await FrameServer.start(
      greeting: hostile.greeting, answer: hostile.answer, repeats: hostile.repeats)
    try await withTransport { transport in
      let result = await transport.result(of: server.url) {
        $0.verify = false
        $0.timeout = hostile.kinds?.contains(.timeout) == true ? .seconds(1) : .seconds(20)
      }
      switch (hostile.kinds, result) {
      case (nil, .success(let response)):
        #expect(response.status == 200 && response.text == "ok" && response.httpVersion == "2")
        #expect(response.tls?.subject == "CN=good")
      case (let kinds?, .failure(let error as HTTPFailure)):
        #expect(kinds.contains(error.kind), "\(error)")
        #expect(error.message.contains("127.0.0.1:\(server.port)") && error.message.hasSuffix("."), "\(error.message)")
        #expect(!error.message.contains("NIO") && !error.message.contains("HTTPClientError"), "\(error.message)")
      default: Issue.record("\(hostile.name): \(result)")
      }
    }
    await server.stop()
  }
}
