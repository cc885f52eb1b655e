import Integrations
import Testing

@testable import ScriptHTTP

@Suite struct ProxyTests {
  private func proxy(for url: String, _ environment: [String: String]) throws -> String? {
    try ProxyRules(environment: environment).proxy(for: HTTPURL(url)).map {
      "\($0.kind) \($0.endpoint) \($0.credentials ?? "-")"
    }
  }

  @Test(
    arguments: [
      ("https://a.example/", ["HTTPS_PROXY": "http://p:3128"], "http p:3128 -"),
      ("https://a.example/", ["https_proxy": "p:1", "HTTPS_PROXY": "p:2"], "http p:1 -"),
      ("https://a.example/", ["https_proxy": "", "HTTPS_PROXY": "p:2"], "http p:2 -"),
      ("https://a.example/", ["HTTPS_PROXY": "http://u:p%40ss@p"], "http p:80 dTpwQHNz"),
      ("https://a.example/", ["ALL_PROXY": "socks5://p"], "socks5 p:1080 -"),
      ("https://a.example/", ["HTTP_PROXY": "p:1"], nil),
      ("http://a.example/", ["HTTP_PROXY": "http://[::1]:81/"], "http [::1]:81 -"),
      ("http://127.0.0.1/", ["HTTP_PROXY": "p:1"], nil), ("http://localhost:5000/", ["HTTP_PROXY": "p:1"], nil),
      ("http://[::1]/", ["HTTP_PROXY": "p:1"], nil),
    ] as [(String, [String: String], String?)])
  func readsTheEnvironment(url: String, environment: [String: String], expected: String?) throws {
    #expect(try proxy(for: url, environment) == expected)
  }

  @Test(arguments: [
    ("*", true), ("a.example", true), (".example", true), ("example", true), ("*.example", true), ("A.Example", true),
    ("b.example", false), ("xa.example", false), ("ample", false), ("a.example:443", true), ("a.example:444", false),
    ("b, a.example ,c", true), ("", false), (",", false),
  ])
  func exempts(noProxy: String, isExempt: Bool) throws {
    let found = try proxy(for: "https://a.example/", ["HTTPS_PROXY": "p:1", "NO_PROXY": noProxy])
    #expect((found == nil) == isExempt)
  }

  @Test(arguments: ["https://p:1", "http://", "ftp://p", "p q:1", "p:99999"])
  func refusesWhatIsNoProxy(text: String) throws {
    #expect(throws: HTTPFailure.self) { try proxy(for: "https://a.example/", ["HTTPS_PROXY": text]) }
  }

  @Test func asksTheProxyForATunnel() async throws {
    let proxy = try await LoopbackServer.start { request in
      request.method == "CONNECT" ? [.send("HTTP/1.1 200 OK\r\n\r\n")] : [.response(body: "through")]
    }
    let environment = ["HTTP_PROXY": "http://user:word@127.0.0.1:\(proxy.port)"]
    try await withTransport(settings: HTTPTransportSettings(version: "1", environment: environment)) { transport in
      let response = try await transport.get("http://far.example/x")
      #expect(response.text == "through")
    }
    #expect(proxy.requests.map(\.target) == ["far.example:80", "/x"])
    #expect(proxy.requests.first?.header("proxy-authorization") == "Basic dXNlcjp3b3Jk")
    #expect(proxy.requests.last?.header("proxy-authorization") == nil)
    await proxy.stop()
  }

  @Test(arguments: [
    ("407 Authentication Required", "wants a user name"), ("403 Forbidden", "refused to connect to far.example:80"),
  ])
  func tellsWhatTheProxySaid(status: String, text: String) async throws {
    let proxy = try await LoopbackServer.start { _ in [.response(status)] }
    let environment = ["HTTP_PROXY": "127.0.0.1:\(proxy.port)"]
    try await withTransport(settings: HTTPTransportSettings(version: "1", environment: environment)) { transport in
      let failure = await transport.failure(of: "http://far.example/x")
      #expect(failure?.kind == .refused)
      #expect(failure?.message.contains(text) == true, "\(failure?.message ?? "")")
    }
    await proxy.stop()
  }

  @Test func tellsThatTheProxyIsDown() async throws {
    let port = SilentPort()
    let environment = ["HTTP_PROXY": "127.0.0.1:\(port.number)"]
    try await withTransport(settings: HTTPTransportSettings(version: "1", environment: environment)) { transport in
      let failure = await transport.failure(of: "http://far.example/x")
      #expect(failure?.kind == .refused)
      #expect(failure?.message.hasPrefix("nothing listens on the proxy 127.0.0.1:\(port.number)") == true)
    }
    withExtendedLifetime(port) {}
  }

  @Test(arguments: [
    ("HTTP_PROXY", "", "SSH-2.0-OpenSSH_9.2\r\n", HTTPFailure.Kind.protocol, "does not speak HTTP"),
    ("ALL_PROXY", "socks5://", "HTTP/1.1 400 Bad Request\r\n\r\n", .protocol, "does not speak SOCKS 5"),
    // Method 255: none of those that were offered (RFC 1928 §3).
    ("ALL_PROXY", "socks5://", "\u{5}\u{FF}", .refused, "wants a user name, which is not supported"),
  ])
  func tellsThatTheProxyIsAnother(
    variable: String, scheme: String, greeting: String, kind: HTTPFailure.Kind, text: String
  ) async throws {
    let proxy = try await LoopbackServer.startGreeting([.send(greeting.unicodeScalars.map { UInt8($0.value) })])
    let environment = [variable: "\(scheme)127.0.0.1:\(proxy.port)"]
    try await withTransport(settings: HTTPTransportSettings(version: "1", environment: environment)) { transport in
      let failure = await transport.failure(of: "http://far.example/x")
      #expect(failure?.kind == kind)
      #expect(failure?.message.contains(text) == true, "\(failure?.message ?? "")")
    }
    await proxy.stop()
  }
}
