import Integrations
import ScriptHTTP
import Testing

@Suite struct TLSTests {
  private func settings() throws -> HTTPTransportSettings {
    HTTPTransportSettings(version: "1", environment: ["SSL_CERT_FILE": try TestCertificates.shared.get().authority])
  }

  @Test(arguments: ["127.0.0.1", "localhost"])
  func trustsTheFileInTheEnvironment(host: String) async throws {
    try await withServer(settings: settings(), tls: .good) { _ in
      [.response(body: "safe")]
    } body: { server, transport in
      let response = try await transport.get(server.url(scheme: "https", host: host))
      #expect(response.text == "safe")
    }
  }

  @Test(arguments: [
    (TestCertificates.Name.expired, "expired on "), (.other, "is for another host than 127.0.0.1"),
    (.selfsigned, "is self-signed"), (.stranger, "comes from Unknown Authority, which this machine does not trust"),
  ])
  func tellsWhyACertificateIsRefused(name: TestCertificates.Name, text: String) async throws {
    try await withServer(settings: settings(), tls: name) { _ in
      [.response()]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url(scheme: "https"))
      #expect(failure?.kind == .tls)
      #expect(failure?.message.contains(text) == true, "\(failure?.message ?? "no failure")")
      #expect(server.requests.isEmpty)
    }
  }

  @Test(arguments: TestCertificates.Name.allCases)
  func acceptsAnyCertificateWhenAskedTo(name: TestCertificates.Name) async throws {
    try await withServer(tls: name) { _ in
      [.response(body: "unsafe")]
    } body: { server, transport in
      let response = try await transport.get(server.url(scheme: "https")) { $0.verify = false }
      #expect(response.text == "unsafe")
      #expect(await transport.failure(of: server.url(scheme: "https"))?.kind == .tls)
    }
  }

  @Test func tellsWhatTheHandshakeShowed() async throws {
    try await withServer(settings: settings(), tls: .good) { _ in
      [.response(body: "safe")]
    } body: { server, transport in
      for _ in 0..<2 {
        let response = try await transport.get(server.url(scheme: "https"))
        let tls = try #require(response.tls)
        #expect(tls.version == "TLSv1.3")
        #expect(tls.subject == "CN=good")
        #expect(tls.issuer == "CN=Test Authority")
        #expect(tls.names == ["localhost", "127.0.0.1"])
        #expect(tls.notBefore < tls.expires && tls.expires.hasSuffix("Z") && tls.expires.count == 20)
        #expect(response.httpVersion == "1.1")
        #expect(!response.headers.contains { $0.name.contains(" ") })
      }
    }
    try await withServer { _ in
      [.response(body: "plain")]
    } body: { server, transport in
      let response = try await transport.get(server.url())
      #expect(response.tls == nil)
    }
  }

  @Test func tellsOfAPortThatDoesNotSpeakTLS() async throws {
    let plain = try await LoopbackServer.startGreeting("220 mail.example.com ready\r\n")
    try await withTransport { transport in
      let failure = await transport.failure(of: "https://127.0.0.1:\(plain.port)/")
      #expect(failure?.kind == .tls)
      #expect(failure?.message == "127.0.0.1:\(plain.port) does not speak TLS. Check the port, or use an http:// URL.")
    }
    await plain.stop()
  }

  /// The connection goes on coming about when nobody waits for it any more; a job must not wait for it at its end.
  @Test func aSilentHandshakeHoldsUpNeitherTheRequestNorTheShutdown() async throws {
    let silent = try await LoopbackServer.startGreeting("")
    let start = ContinuousClock.now
    try await withTransport { transport in
      let failure = await transport.failure(of: "https://127.0.0.1:\(silent.port)/") { $0.timeout = .milliseconds(200) }
      #expect(failure?.kind == .timeout)
    }
    #expect(ContinuousClock.now - start < .seconds(10))
    await silent.stop()
  }

  @Test(arguments: ["/no/such/file.pem", "/etc/passwd", "/dev/null"])
  func tellsOfTrustRootsThatCannotBeRead(path: String) async throws {
    let settings = HTTPTransportSettings(version: "1", environment: ["SSL_CERT_FILE": path])
    try await withServer(settings: settings, tls: .good) { _ in
      [.response()]
    } body: { server, transport in
      let failure = await transport.failure(of: server.url(scheme: "https"))
      #expect(failure?.kind == .tls)
      #expect(failure?.message.contains("cannot be read from \(path)") == true, "\(failure?.message ?? "")")
    }
  }
}
