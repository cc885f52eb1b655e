import Foundation
import Integrations
import NIOCore
import NIOPosix
import ScriptHTTP
import TestSupport
import Testing

/// How requests share connections.
@Suite struct ConnectionTests {
  @Test func requestsFollowEachOtherOnOneConnection() async throws {
    try await withServer { request in
      [.response(body: request.target)]
    } body: { server, transport in
      for number in 1...20 { #expect(await transport.text(of: server.url("/\(number)")) == "/\(number)") }
      #expect(server.connections == 1)
    }
  }

  @Test func aRedirectStaysOnItsConnection() async throws {
    try await withServer { request in
      request.target == "/to" ? [.response(body: "there")] : [.response("302 Found", "location: /to", body: "moved")]
    } body: { server, transport in
      #expect(await transport.text(of: server.url("/from")) == "there")
      #expect(server.connections == 1)
    }
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok",
    "HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok",
    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil",
  ])
  func aConnectionThatIsNoGoodAnyMoreIsNotUsedAgain(answer: String) async throws {
    try await withServer { _ in
      [.send(answer)]
    } body: { server, transport in
      for _ in 1...3 { #expect(await transport.text(of: server.url()) == "ok") }
      #expect(server.connections == 3)
    }
  }

  @Test func aConnectionThatTheServerClosedIsNotUsedAgain() async throws {
    try await withServer { request in
      request.target == "/last" ? [.response(body: "last"), .close] : [.response(body: "next")]
    } body: { server, transport in
      #expect(await transport.text(of: server.url("/last")) == "last")
      await server.allClosed()
      // The end of the connection is on its way to this side.
      for _ in 0..<100 {
        if await transport.text(of: server.url("/next")) == "next" { break }
      }
      #expect(server.connections == 2)
    }
  }

  @Test func noMoreConnectionsThanTheLimit() async throws {
    var settings = HTTPTransportSettings()
    settings.connectionsPerHost = 3
    try await withServer(settings: settings) { request in
      [.response(body: request.target)]
    } body: { server, transport in
      let texts = await withTaskGroup { group in
        for number in 0..<200 { group.addTask { await transport.text(of: server.url("/\(number)")) } }
        return await group.reduce(into: Set()) { $0.insert($1) }
      }
      #expect(texts == Set((0..<200).map { "/\($0)" }))
      #expect(server.connections <= 3)
    }
  }

  @Test func whoGivesUpWhileWaitingLeavesTheOthersTheirTurn() async throws {
    var settings = HTTPTransportSettings()
    settings.connectionsPerHost = 1
    try await withServer(settings: settings) { request in
      request.target == "/held" ? [] : [.response(body: "served")]
    } body: { server, transport in
      let url = server.url
      let held = Task { await transport.failure(of: url("/held", "http", "127.0.0.1")) }
      while server.requests.isEmpty { await Task.yield() }
      let impatient = await transport.failure(of: server.url("/impatient")) { $0.timeout = .milliseconds(50) }
      #expect(impatient?.kind == .timeout)
      async let patient = transport.text(of: server.url("/patient"))
      held.cancel()
      #expect(await held.value?.kind == .cancelled)
      #expect(await patient == "served")
      #expect(server.requests.map(\.target) == ["/held", "/patient"])
    }
  }

  @Test func whereNothingListensEachRequestLearnsWhy() async throws {
    let silent = SilentPort()
    let url = "http://127.0.0.1:\(silent.number)/"
    try await withTransport { transport in
      let kinds = await withTaskGroup { group in
        for _ in 0..<300 { group.addTask { await transport.failure(of: url)?.kind } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(kinds == Array(repeating: .refused, count: 300))
    }
    withExtendedLifetime(silent) {}
  }

  /// A server may answer before it has read the request, and read no more of it.
  @Test func anEarlyAnswerIsTaken() async throws {
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelOption(.autoRead, value: false)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(HastyAnswer()) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    try await withTransport { transport in
      let response = try await transport.get("http://127.0.0.1:\(server.localAddress?.port ?? 0)/") {
        $0.method = "PUT"
        $0.body = Array(repeating: 120, count: 32 * 1024 * 1024)
      }
      #expect(response.status == 413)
      #expect(response.text == "large")
    }
    try await server.close()
  }

  /// An answer that says nothing of an end of the connection, after the first bytes of the request.
  private final class HastyAnswer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelActive(context: ChannelHandlerContext) { context.read() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let answer = ByteBuffer(string: "HTTP/1.1 413 Too Large\r\ncontent-length: 5\r\n\r\nlarge")
      context.writeAndFlush(NIOAny(answer), promise: nil)
    }
  }

  /// nginx says goodbye (GOAWAY) after each third request, and the requests that come meanwhile go elsewhere.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/sbin/nginx")))
  func aServerThatSaysGoodbyeIsAskedAgain() async throws {
    let certificates = try TestCertificates.shared.get()
    let socket = try ListeningSocket()
    let server = """
      server {
        listen 127.0.0.1:\(socket.port) ssl http2;
        keepalive_requests 3;
        ssl_certificate \(certificates.certificate(.good));
        ssl_certificate_key \(certificates.key(.good));
        location / { default_type text/plain; return 200 "$server_protocol $request_uri"; }
      }
      """
    let settings = HTTPTransportSettings(version: "1", environment: ["SSL_CERT_FILE": certificates.authority])
    try await withTemporaryDirectory { folder in
      try await NginxServer.with(folder: folder, sockets: [socket], servers: server) {
        try await withTransport(settings: settings) { transport in
          for number in 0..<30 {
            let response = try await transport.get("https://127.0.0.1:\(socket.port)/\(number)")
            #expect(response.text == "HTTP/2.0 /\(number)")
          }
        }
      }
    }
  }
}
