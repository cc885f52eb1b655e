import Integrations
import ScriptHTTP
import Testing

@Suite struct CredentialTests {
  private static let credentials = HTTPCredentials(
    headers: [HTTPHeader(name: "x-api-key", value: "k")], query: "api_key=s")

  @Test func goWithTheRequestAndStayOutOfTheAnswer() async throws {
    try await withServer { _ in
      [.response()]
    } body: { server, transport in
      let response = try await transport.get(server.url("/x?a=1")) { $0.credentials = Self.credentials }
      #expect(response.url == server.url("/x?a=1"))
      #expect(server.requests.first?.target == "/x?a=1&api_key=s")
      #expect(server.requests.first?.header("x-api-key") == "k")
    }
  }

  @Test func followRedirectsToTheSameOrigin() async throws {
    try await withServer { request in
      request.target.hasPrefix("/a") ? [.response("302 Found", "Location: /b?c=1")] : [.response()]
    } body: { server, transport in
      _ = try await transport.get(server.url("/a")) { $0.credentials = Self.credentials }
      #expect(server.requests.map(\.target) == ["/a?api_key=s", "/b?c=1&api_key=s"])
      #expect(server.requests.allSatisfy { $0.header("x-api-key") == "k" })
    }
  }

  @Test func neverReachAnotherOrigin() async throws {
    let other = try await LoopbackServer.start { request in
      request.target == "/1" ? [.response("302 Found", "Location: /2")] : [.response()]
    }
    let target = other.url("/1")
    try await withServer { _ in
      [.response("307 Temporary Redirect", "Location: \(target)")]
    } body: { server, transport in
      _ = try await transport.get(server.url("/")) { $0.credentials = Self.credentials }
      #expect(other.requests.map(\.target) == ["/1", "/2"])
      #expect(other.requests.allSatisfy { $0.header("x-api-key") == nil })
    }
    await other.stop()
  }

  @Test func areRefusedWhereTheyWouldInjectHeaders() async throws {
    try await withServer { _ in
      [.response()]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url()) {
        $0.credentials.headers = [HTTPHeader(name: "x", value: "a\r\nb: c")]
      }
      #expect(failure?.kind == .protocol && server.connections == 0)
    }
  }

  @Test func cookiesAreKeptAcrossRedirectsAndRequests() async throws {
    try await withServer { request in
      switch request.target {
      case "/login":
        [.response("302 Found", "Location: /home", "Set-Cookie: sid=1; Path=/", "Set-Cookie: x=2; Path=/y")]
      default: [.response()]
      }
    } body: { server, transport in
      let client = HTTPClientSession(cookies: CookieJar())
      _ = try await transport.get(server.url("/login")) { $0.client = client }
      _ = try await transport.get(server.url("/y")) {
        $0.client = client
        $0.headers = [HTTPHeader(name: "Cookie", value: "own=3")]
      }
      _ = try await transport.get(server.url("/y"))
      #expect(server.requests.map { $0.head.cookie } == [nil, "sid=1", "own=3; x=2; sid=1", nil])
    }
  }
}

extension String {
  /// The Cookie header of a request's head.
  fileprivate var cookie: String? {
    split(separator: "\r\n").first { $0.lowercased().hasPrefix("cookie: ") }.map { String($0.dropFirst(8)) }
  }
}
