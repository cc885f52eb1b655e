import Integrations
import ScriptHTTP
import Testing

@Suite struct FailureTests {
  @Test func nothingListens() async throws {
    let silent = SilentPort()
    let port = silent.number
    try await withTransport { transport in
      let failure = await transport.failure(of: "http://127.0.0.1:\(port)/x")
      #expect(failure?.kind == .refused)
      #expect(failure?.url == "http://127.0.0.1:\(port)/x")
      #expect(
        failure?.message == "nothing listens on 127.0.0.1:\(port): connection refused. "
          + "Check the host and the port, and that the service is running.")
      #expect(await transport.failure(of: "http://localhost:\(port)/x")?.kind == .refused)
    }
    withExtendedLifetime(silent) {}
  }

  @Test func theNameDoesNotResolve() async throws {
    try await withTransport { transport in
      let failure = await transport.failure(of: "http://no-such-host.invalid/")
      #expect(failure?.kind == .dns)
      #expect(failure?.message.hasPrefix("the host name no-such-host.invalid could not be resolved.") == true)
    }
  }

  @Test func noAnswerInTime() async throws {
    try await withServer { _ in
      []
    } body: { server, transport in
      let failure = await transport.failure(of: server.url()) { $0.timeout = .milliseconds(100) }
      #expect(failure?.kind == .timeout)
      #expect(failure?.message.hasPrefix("127.0.0.1:\(server.port) gave no answer within 0.1 s.") == true)
    }
  }

  @Test func headersThatNeverEnd() async throws {
    try await withServer { _ in
      [.send("HTTP/1.1 200 OK\r\n"), .send("x: 1\r\n")]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url()) { $0.timeout = .milliseconds(100) }
      #expect(failure?.kind == .timeout)
    }
  }

  @Test func aBodyThatStops() async throws {
    try await withServer { _ in
      [.send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf")]
    } body: { server, transport in
      // Long enough for the head to come on a busy machine.
      let failure = await transport.failure(of: server.url()) { $0.timeout = .seconds(3) }
      #expect(failure?.kind == .timeout)
      #expect(failure?.message.contains("4 bytes had come") == true)
    }
  }

  @Test func redirectsShareOneTimeLimit() async throws {
    try await withServer { _ in
      [.response("302 Found", "Location: /")]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url()) {
        $0.timeout = .milliseconds(100)
        $0.redirects = 1_000_000
      }
      #expect(failure?.kind == .timeout)
    }
  }

  @Test(arguments: [LoopbackServer.Step.close, .reset])
  func closedBeforeAnAnswer(step: LoopbackServer.Step) async throws {
    try await withServer { _ in
      [step]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url())
      #expect(failure?.kind == .reset)
      #expect(failure?.message.contains("closed the connection before it answered") == true)
    }
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n",
  ])
  func closedInTheBody(text: String) async throws {
    try await withServer { _ in
      [.send(text), .close]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url())
      #expect(failure?.kind == .reset)
      #expect(failure?.message.contains("in the middle of the body") == true)
    }
  }

  @Test(arguments: [
    "SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 abc\r\n\r\n",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nbad\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
    "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
    "HTTP/1.1 200 OK\r\nbad header\r\n\r\n",
  ])
  func notHTTP(text: String) async throws {
    try await withServer { _ in
      [.send(text)]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url()) { $0.timeout = .seconds(2) }
      #expect(failure?.kind == .protocol, "\(String(describing: failure))")
    }
  }

  @Test func endlessHeaders() async throws {
    try await withServer { _ in
      [.send("HTTP/1.1 200 OK\r\n"), .endless(Array("x-more: yes\r\n".utf8))]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url())
      #expect(failure?.kind == .protocol)
      #expect(failure?.message.contains("more than 256 headers") == true)
    }
  }

  @Test func protocolsAreNotSwitched() async throws {
    try await withServer { _ in
      [.send("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n")]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url())
      #expect(failure?.kind == .protocol)
      #expect(failure?.message.contains("switched protocols (101)") == true, "\(failure?.message ?? "")")
    }
  }

  @Test func aConnectionThatFailedIsNotUsedAgain() async throws {
    try await withServer { request in
      request.target == "/bad" ? [.send("HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n")] : [.response(body: "fine")]
    } body: { server, transport in
      _ = await transport.failure(of: server.url("/bad"))
      let response = try await transport.get(server.url("/good"))
      #expect(response.text == "fine")
    }
  }
}
