import Integrations
import ScriptHTTP
import Testing

@Suite struct RequestTests {
  @Test func givesStatusHeadersBodyAndURL() async throws {
    try await withServer { _ in
      [.response("404 Not Found", "Set-Cookie: a=1", "Set-Cookie: b=2", body: "gone")]
    } body: { server, transport in
      let response = try await transport.get(server.url("/a?b=c"))
      #expect(response.status == 404)
      #expect(response.text == "gone")
      #expect(response.url == server.url("/a?b=c"))
      #expect(response.headers.filter { $0.name == "Set-Cookie" }.map(\.value) == ["a=1", "b=2"])
      #expect(response.redirectedFrom.isEmpty)
      #expect(response.elapsed > .zero && response.elapsed < .seconds(5))
    }
  }

  @Test func sendsMethodHeadersAndBodyAsGiven() async throws {
    try await withServer { _ in
      [.response()]
    } body: { server, transport in
      _ = try await transport.get(server.url("/x")) {
        $0.method = "PATCH"
        $0.headers = [.init(name: "x-a", value: "1"), .init(name: "x-a", value: "2")]
        $0.body = Array("hello".utf8)
      }
      let request = try #require(server.requests.first)
      #expect(request.head.hasPrefix("PATCH /x HTTP/1.1\r\n"))
      #expect(request.head.contains("x-a: 1\r\nx-a: 2"))
      #expect(request.header("content-length") == "5")
      #expect(request.header("host") == "127.0.0.1:\(server.port)")
      #expect(request.body == "hello")
    }
  }

  @Test func namesItselfUnlessTheScriptDoes() async throws {
    let settings = HTTPTransportSettings(version: "9.8", environment: [:])
    try await withServer(settings: settings) { _ in
      [.response()]
    } body: { server, transport in
      _ = try await transport.get(server.url())
      _ = try await transport.get(server.url()) { $0.headers = [.init(name: "User-Agent", value: "mine")] }
      #expect(server.requests.map { $0.header("user-agent") } == ["luahost/9.8", "mine"])
      #expect(server.requests.first?.header("accept") == "*/*")
    }
  }

  @Test(arguments: [
    "/a%2Fb/c?d=%20e&f", "/..;/x/", "//double//", "/?", "/a/../b", "/%E2%82%AC?x=[]", "/p;q=1,2:@!$&'()*+",
  ])
  func keepsThePathAndTheQueryAsTheyAre(target: String) async throws {
    try await withServer { _ in
      [.response()]
    } body: { server, transport in
      _ = try await transport.get(server.url(target))
      #expect(server.requests.first?.target == target.replacing("[]", with: "%5B%5D"))
    }
  }

  @Test func keepsConnectionsOpenForTheNextRequest() async throws {
    try await withServer { _ in
      [.response(body: "x")]
    } body: { server, transport in
      for _ in 0..<20 { _ = try await transport.get(server.url()) }
      #expect(server.connections < 3)
    }
  }

  @Test func sendsFiftyAtATime() async throws {
    try await withServer { _ in
      [.response(body: "x")]
    } body: { server, transport in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<500 { group.addTask { try await transport.get(server.url()).status } }
        for try await status in group { #expect(status == 200) }
      }
      #expect(server.requests.count == 500)
      #expect(server.connections <= 100)
    }
  }

  @Test(arguments: ["HEAD", "GET"])
  func answersWithoutABodyHaveNone(method: String) async throws {
    let status = method == "HEAD" ? "200 OK" : "304 Not Modified"
    try await withServer { _ in
      [.send("HTTP/1.1 \(status)\r\ncontent-length: 1000000\r\ncontent-encoding: gzip\r\n\r\n")]
    } body: { server, transport in
      let response = try await transport.get(server.url()) {
        $0.method = method
        $0.maximumBody = 10
      }
      #expect(response.body.isEmpty)
    }
  }

  @Test func readsABodyThatEndsWithTheConnection() async throws {
    try await withServer { _ in
      [.send("HTTP/1.0 200 OK\r\n\r\nall of it"), .close]
    } body: { server, transport in
      let response = try await transport.get(server.url())
      #expect(response.text == "all of it")
    }
  }

  @Test func skipsInformationalAnswers() async throws {
    try await withServer { _ in
      [.send("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"), .response(body: "real")]
    } body: { server, transport in
      let response = try await transport.get(server.url())
      #expect(response.text == "real")
    }
  }

  @Test(arguments: [
    HTTPHeader(name: "x", value: "a\r\nx-injected: 1"), HTTPHeader(name: "x: 1\r\ny", value: "a"),
    HTTPHeader(name: "", value: "a"), HTTPHeader(name: "x", value: "a\0b"),
  ])
  func refusesHeadersThatWouldInjectOthers(header: HTTPHeader) async throws {
    try await withServer { _ in
      [.response()]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url()) { $0.headers = [header] }
      #expect(failure?.kind == .protocol)
      #expect(server.connections == 0)
    }
  }

  @Test func refusesAMethodThatWouldInjectAnotherRequest() async throws {
    try await withServer { _ in
      [.response()]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url()) { $0.method = "GET / HTTP/1.1\r\nx" }
      #expect(failure?.kind == .protocol)
      #expect(server.connections == 0)
    }
  }

  @Test func sendsNothingAfterShutdown() async throws {
    try await withServer { _ in
      [.response()]
    } body: { server, transport in
      await transport.shutdown()
      #expect(await transport.failure(of: server.url())?.kind == .cancelled)
    }
  }

  @Test func manyShutdownsEndAll() async throws {
    try await withServer { _ in
      [.response()]
    } body: { server, _ in
      let url = server.url()
      let statuses = try await withThrowingTaskGroup { group in
        for _ in 0..<200 {
          group.addTask {
            let transport = NetworkTransport(settings: HTTPTransportSettings())
            let status = try await transport.get(url).status
            await transport.shutdown()
            return status
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses == Array(repeating: 200, count: 200))
    }
  }

  @Test func cancellingTheTaskAbandonsTheRequest() async throws {
    try await withServer { _ in
      []
    } body: { server, transport in
      let url = server.url()
      let task = Task { await transport.failure(of: url) }
      while server.requests.isEmpty { await Task.yield() }
      task.cancel()
      #expect(await task.value?.kind == .cancelled)
    }
  }

  @Test func cancellingTheTaskAbandonsTheBody() async throws {
    try await withServer { _ in
      [.send("HTTP/1.1 200 OK\r\n\r\n"), .send("some")]
    } body: { server, transport in
      let url = server.url()
      let task = Task { await transport.failure(of: url) }
      while server.requests.isEmpty { await Task.yield() }
      for _ in 0..<1000 { await Task.yield() }
      task.cancel()
      #expect(await task.value?.kind == .cancelled)
    }
  }
}
