import Integrations
import ScriptHTTP
import Testing

/// A server that does its worst before there is a connection at all.
extension HostileServerTests {
  struct Handshake: Sendable, CustomTestStringConvertible {
    var name: String
    var steps: [LoopbackServer.Step]
    var kinds: [HTTPFailure.Kind]

    var testDescription: String { name }
  }

  static let handshakes: [Handshake] = [
    Handshake(name: "silence", steps: [], kinds: [.timeout]),
    Handshake(name: "a close", steps: [.close], kinds: [.tls, .reset]),
    Handshake(name: "a reset", steps: [.reset], kinds: [.tls, .reset]),
    Handshake(name: "half a record", steps: [.send([0x16, 3, 3, 0, 90, 2]), .close], kinds: [.tls, .reset]),
    Handshake(name: "half a record and silence", steps: [.send([0x16, 3, 3, 0, 90, 2])], kinds: [.timeout]),
    Handshake(name: "an alert", steps: [.send([0x15, 3, 3, 0, 2, 2, 40])], kinds: [.tls]),
    Handshake(name: "an alert of the version", steps: [.send([0x15, 3, 3, 0, 2, 2, 70])], kinds: [.tls]),
    Handshake(name: "application data first", steps: [.send([0x17, 3, 3, 0, 1, 0])], kinds: [.tls]),
    Handshake(name: "a record too long", steps: [.send([0x16, 3, 3, 0xFF, 0xFF, 2])], kinds: [.tls]),
    Handshake(name: "a hello that is none", steps: [.send([0x16, 3, 3, 0, 4, 2, 0, 0, 0])], kinds: [.tls]),
    Handshake(name: "HTTP", steps: [.send("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n")], kinds: [.tls]),
    Handshake(name: "a mail server", steps: [.send("220 mail.example.com ESMTP\r\n")], kinds: [.tls]),
  ]

  @Test(arguments: handshakes)
  func handshakes(hostile: Handshake) async throws {
    let server = try await LoopbackServer.startGreeting(hostile.steps)
    try await withTransport { transport in
      let failure = await transport.failure(of: "https://127.0.0.1:\(server.port)/") {
        $0.timeout = hostile.kinds == [.timeout] ? .milliseconds(500) : .seconds(20)
      }
      #expect(hostile.kinds.contains { $0 == failure?.kind }, "\(String(describing: failure))")
      #expect(failure?.message.contains("127.0.0.1:\(server.port)") == true, "\(failure?.message ?? "")")
      #expect(failure?.message.contains("NIO") == false && failure?.message.contains("BoringSSL") == false)
    }
    await server.stop()
  }
}
