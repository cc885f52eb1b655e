import Foundation
import Integrations
import ScriptHTTP
import Testing

/// A server that does its worst. Each case ends with an answer that has one meaning only, or with the right kind of error
/// and a message that an author can use.
@Suite struct HostileServerTests {
  private func run(_ hostile: HostileCase) async throws {
    try await withServer { request in
      request.target == "/after" ? [.response(body: "fine")] : hostile.steps(request)
    } body: { server, transport in
      let result = await transport.result(of: server.url("/x"), change: hostile.change)
      hostile.check(result)
      try await expectOnly("fine", of: server.url("/after"), transport)
    }
  }

  /// Whatever was before, the transport goes on, and nothing of it is left on a connection: a request gets its own answer,
  /// or none because the connection was given up under it.
  private func expectOnly(_ text: String, of url: String, _ transport: NetworkTransport) async throws {
    for _ in 0..<3 {
      switch await transport.result(of: url) {
      case .success(let response):
        #expect(response.text == text)
        return
      case .failure(let error as HTTPFailure) where error.kind == .reset && error.isTransient: continue
      case .failure(let error): throw error
      }
    }
    Issue.record("no answer after three tries")
  }

  @Test(arguments: HostileAnswers.slow)
  func slow(hostile: HostileCase) async throws { try await run(hostile) }

  @Test(arguments: HostileAnswers.cut)
  func cut(hostile: HostileCase) async throws { try await run(hostile) }

  @Test(arguments: HostileAnswers.malformed)
  func malformed(hostile: HostileCase) async throws { try await run(hostile) }

  @Test(arguments: HostileAnswers.large)
  func large(hostile: HostileCase) async throws { try await run(hostile) }

  @Test(arguments: HostileAnswers.odd)
  func odd(hostile: HostileCase) async throws { try await run(hostile) }

  @Test(arguments: HostileBodies.all)
  func compressed(hostile: HostileCase) async throws { try await run(hostile) }

  @Test(arguments: HostileRedirects.all)
  func redirects(hostile: HostileCase) async throws { try await run(hostile) }

  @Test(arguments: [
    ("a line break in a header", HTTPHeader(name: "x-a", value: "b\r\nx-evil: 1")),
    ("a line feed in a header", HTTPHeader(name: "x-a", value: "b\nx-evil: 1")),
    ("a NUL in a header", HTTPHeader(name: "x-a", value: "b\u{0}")),
    ("a line break in a name", HTTPHeader(name: "x-a: 1\r\nx-evil", value: "1")),
    ("a space in a name", HTTPHeader(name: "tls facts", value: "1")), ("no name", HTTPHeader(name: "", value: "1")),
  ])
  func injectedHeaders(name: String, header: HTTPHeader) async throws {
    try await withServer { _ in
      [.response()]
    } body: { server, transport in
      for change in [
        { $0.headers = [header] }, { $0.credentials.headers = [header] },
      ] as [(inout HTTPRequest) -> Void] {
        let failure = await transport.failure(of: server.url(), change: change)
        #expect(failure?.kind == .protocol)
        #expect(failure?.message.contains("holds a line break or another character that it may not hold") == true)
      }
      #expect(server.connections == 0)
    }
  }

  @Test(arguments: ["GET\r\nx: 1", "GE T", "", "GET /evil HTTP/1.1\r\nx:"])
  func injectedMethods(method: String) async throws {
    try await withServer { _ in
      [.response()]
    } body: { server, transport in
      #expect(await transport.failure(of: server.url()) { $0.method = method }?.kind == .protocol)
      #expect(server.connections == 0)
    }
  }

  /// Response splitting from the other side: what nobody asked for is no answer to the next request.
  @Test(arguments: [
    "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\noneHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil",
    "HTTP/1.1 204 No\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil",
    "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n\r\n\r\nevil",
  ])
  func answersThatNobodyAskedFor(text: String) async throws {
    try await withServer { request in
      request.target == "/first" ? [.send(text)] : [.response(body: "second")]
    } body: { server, transport in
      _ = await transport.result(of: server.url("/first"))
      for _ in 0..<3 { try await expectOnly("second", of: server.url("/second"), transport) }
    }
  }

  @Test func aConnectionThatWasClosedBetweenRequests() async throws {
    try await withServer { _ in
      [.response(body: "one"), .close]
    } body: { server, transport in
      // The close may reach the client after it has chosen the connection: that is a reset, which is safe to try again.
      for _ in 0..<5 {
        try await expectOnly("one", of: server.url(), transport)
        await server.allClosed()
      }
      #expect(server.connections >= 5)
    }
  }

  @Test func credentialsStayWhereTheyBelongWhenARedirectLeavesTLS() async throws {
    let plain = try await LoopbackServer.start { _ in [.response(body: "plain")] }
    let target = plain.url("/")
    try await withServer(tls: .good) { _ in
      [.response("307 X", "Location: \(target)")]
    } body: { server, transport in
      let response = try await transport.get(server.url(scheme: "https")) {
        $0.verify = false
        $0.headers = [.init(name: "authorization", value: "Bearer t"), .init(name: "cookie", value: "a=b")]
        $0.credentials.headers = [.init(name: "x-api-key", value: "secret")]
        $0.credentials.query = "key=secret"
      }
      #expect(response.text == "plain")
      let sent = try #require(plain.requests.first)
      #expect(sent.header("authorization") == nil && sent.header("cookie") == nil && sent.header("x-api-key") == nil)
      #expect(!sent.target.contains("secret") && !sent.head.contains("secret"))
      #expect(server.requests.first?.header("x-api-key") == "secret")
      #expect(server.requests.first?.target == "/?key=secret")
    }
    await plain.stop()
  }
}

extension NetworkTransport {
  func result(of url: String, change: (inout HTTPRequest) -> Void = { _ in }) async -> Result<HTTPResponse, any Error> {
    do { return .success(try await get(url, change: change)) } catch { return .failure(error) }
  }
}
