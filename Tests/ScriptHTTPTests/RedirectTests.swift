import Integrations
import ScriptHTTP
import Testing

@Suite struct RedirectTests {
  private static func redirect(_ status: Int, to location: String) -> LoopbackServer.Step {
    .response("\(status) Moved", "Location: \(location)", body: "moved")
  }

  @Test func followsAndListsWhereItHasBeen() async throws {
    try await withServer { request in
      switch request.target {
      case "/a": [Self.redirect(301, to: "/b/c?d")]
      case "/b/c?d": [Self.redirect(302, to: "../e#part")]
      default: [.response(body: "here")]
      }
    } body: { server, transport in
      let response = try await transport.get(server.url("/a"))
      #expect(response.text == "here")
      #expect(response.url == server.url("/e"))
      #expect(response.redirectedFrom == [server.url("/a"), server.url("/b/c?d")])
      #expect(server.connections < 3)
    }
  }

  @Test func returnsTheRedirectItselfWhenNoneIsWanted() async throws {
    try await withServer { _ in
      [Self.redirect(302, to: "/b")]
    } body: { server, transport in
      let response = try await transport.get(server.url("/a")) { $0.redirects = 0 }
      #expect(response.status == 302)
      #expect(response.text == "moved")
      #expect(response.header("location") == "/b")
    }
  }

  @Test(arguments: [300, 304, 305])
  func returnsOtherAnswersWithALocation(status: Int) async throws {
    try await withServer { _ in
      [.send("HTTP/1.1 \(status) X\r\nlocation: /b\r\ncontent-length: 0\r\n\r\n")]
    } body: { server, transport in
      let response = try await transport.get(server.url("/a"))
      #expect(response.status == status)
    }
  }

  @Test func followsAsManyAsAllowed() async throws {
    try await withServer { request in
      let number = Int(request.target.dropFirst()) ?? 0
      return number == 5 ? [.response(body: "five")] : [Self.redirect(307, to: "/\(number + 1)")]
    } body: { server, transport in
      let response = try await transport.get(server.url("/0"))
      #expect(response.text == "five")
      let failure = await transport.failure(of: server.url("/0")) { $0.redirects = 4 }
      #expect(failure?.kind == .redirects)
      #expect(
        failure?.message == "the server redirects more than 4 times, next to \(server.url("/5")). "
          + "Ask for that URL, or raise the option redirects.")
    }
  }

  @Test func namesALoop() async throws {
    try await withServer { request in
      [Self.redirect(302, to: request.target == "/a" ? "/b" : "/a")]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url("/a"))
      #expect(failure?.kind == .redirects)
      #expect(failure?.message.contains("go round in a circle") == true)
      #expect(server.requests.count == 6)
    }
  }

  @Test(arguments: ["ftp://127.0.0.1/x", "file:///etc/passwd", "javascript:alert(1)", "http://", "//", "http://a b/"])
  func refusesToLeaveHTTP(location: String) async throws {
    try await withServer { _ in
      [Self.redirect(302, to: location)]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url("/a"))
      #expect(failure?.kind == .redirects)
      #expect(failure?.url == server.url("/a"))
    }
  }

  @Test(arguments: [
    (301, "POST", "GET"), (302, "POST", "GET"), (303, "POST", "GET"), (307, "POST", "POST"), (308, "POST", "POST"),
    (301, "PUT", "PUT"), (302, "DELETE", "DELETE"), (303, "PUT", "GET"), (303, "HEAD", "HEAD"), (302, "HEAD", "HEAD"),
  ])
  func keepsOrChangesTheMethod(status: Int, method: String, expected: String) async throws {
    try await withServer { request in
      request.target == "/a"
        ? [.send("HTTP/1.1 \(status) X\r\nlocation: /b\r\ncontent-length: 0\r\n\r\n")]
        : [.response()]
    } body: { server, transport in
      _ = try await transport.get(server.url("/a")) {
        $0.method = method
        $0.headers = [.init(name: "content-type", value: "text/plain"), .init(name: "x-kept", value: "1")]
        $0.body = method == "HEAD" ? nil : Array("payload".utf8)
      }
      let last = try #require(server.requests.last)
      #expect(last.method == expected)
      #expect(last.header("x-kept") == "1")
      #expect(last.body == (expected == "GET" || method == "HEAD" ? "" : "payload"))
      #expect((last.header("content-type") == nil) == (expected == "GET"))
    }
  }

  @Test func keepsCredentialsFromOtherOrigins() async throws {
    let other = try await LoopbackServer.start { _ in [.response(body: "other")] }
    let target = other.url("/x")
    try await withServer { request in
      request.target == "/a" ? [Self.redirect(307, to: "/b")] : [Self.redirect(307, to: target)]
    } body: { server, transport in
      let response = try await transport.get(server.url("/a")) {
        $0.headers = [
          .init(name: "Authorization", value: "Bearer t"), .init(name: "COOKIE", value: "c=1"),
          .init(name: "x-other", value: "stays"),
        ]
      }
      #expect(response.text == "other")
      #expect(server.requests.map { $0.header("authorization") } == ["Bearer t", "Bearer t"])
      let request = try #require(other.requests.first)
      #expect(request.header("authorization") == nil)
      #expect(request.header("cookie") == nil)
      #expect(request.header("x-other") == "stays")
      #expect(request.header("host") == "127.0.0.1:\(other.port)")
    }
    await other.stop()
  }
}
