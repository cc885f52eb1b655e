import Integrations
import Synchronization
import Testing

@testable import ScriptHTTP

@Suite struct PermissionTests {
  private func withGuarded(
    _ hosts: [String], _ enforcement: NetworkPolicy.Enforcement = .refuse,
    settings: HTTPTransportSettings = HTTPTransportSettings(), warnings: Warnings = Warnings(),
    body: (LoopbackServer, NetworkTransport) async throws -> Void
  ) async throws {
    let server = try await LoopbackServer.start { request in
      request.target.hasPrefix("/to?")
        ? [.response("302 Found", "Location: \(Self.location(request.target))")] : [.response(body: "in")]
    }
    let policy = NetworkPolicy(
      try hosts.map { try NetworkPattern($0.replacing("PORT", with: "\(server.port)")) }, enforcement: enforcement)
    let transport = NetworkTransport(settings: settings, policy: policy) { warnings.add($0) }
    do {
      try await body(server, transport)
    } catch {
      await transport.shutdown()
      throw error
    }
    await transport.shutdown()
    await server.stop()
  }

  private static func location(_ target: String) -> String {
    String(target.dropFirst(4)).replacing("%5B", with: "[").replacing("%5D", with: "]")
  }

  final class Warnings: Sendable {
    private let kept = Mutex<[String]>([])
    var texts: [String] { kept.withLock { $0 } }
    func add(_ text: String) { kept.withLock { $0.append(text) } }
  }

  @Test(arguments: [
    ["127.0.0.1:PORT"], ["127.0.0.1"], ["127.0.0.0/8"], ["*"], ["*:PORT"], ["a.example", "127.0.0.1:PORT"],
  ])
  func letsThroughWhatIsListed(hosts: [String]) async throws {
    try await withGuarded(hosts) { server, transport in
      #expect(await transport.text(of: server.url()) == "in")
      #expect(await transport.text(of: server.url("/to?/b")) == "in")
    }
  }

  @Test(arguments: ["localhost", "127.0.0.1", "*"])
  func aNameMayStandForAListedAddress(host: String) async throws {
    try await withGuarded([host]) { server, transport in
      let response = try await transport.get(server.url(host: "localhost"))
      #expect(response.text == "in")
    }
  }

  @Test(arguments: [[], ["a.example"], ["127.0.0.1:1"], ["127.0.0.2"], ["*.1"], ["localhost"]])
  func refusesWhatIsNotListed(hosts: [String]) async throws {
    try await withGuarded(hosts) { server, transport in
      let failure = await transport.failure(of: server.url("/x"))
      #expect(failure?.kind == .denied)
      #expect(failure?.url == server.url("/x"))
      #expect(
        failure?.message
          == "127.0.0.1:\(server.port) is not listed in permissions.network of the integration's entry in "
          + "integrations.json. Add \"127.0.0.1:\(server.port)\" there if the integration is to reach it.")
      #expect(server.connections == 0)
    }
  }

  @Test func refusesANameBeforeItIsLookedUp() async throws {
    try await withGuarded(["a.example"]) { _, transport in
      let failure = await transport.failure(of: "https://no-such-host.invalid/")
      #expect(failure?.kind == .denied)
      #expect(failure?.message.contains("Add \"no-such-host.invalid\" there") == true)
    }
  }

  @Test func checksEachRedirect() async throws {
    let other = try await LoopbackServer.start { _ in [.response(body: "other")] }
    try await withGuarded(["127.0.0.1:PORT"]) { server, transport in
      let failure = await transport.failure(of: server.url("/to?\(other.url("/secret"))"))
      #expect(failure?.kind == .denied)
      #expect(failure?.url == other.url("/secret"))
      #expect(other.connections == 0)
    }
    await other.stop()
  }

  private static let special = [
    "169.254.169.254", "0xA9FEA9FE", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "169.254.43518",
    "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "[fe80::1]", "[fd00:ec2::254]", "100.100.100.200", "0.0.0.0", "0",
    "[::]", "[64:ff9b::a9fe:a9fe]", "metadata.google.internal", "metadata.google.internal.", "169.254.1.1",
    "168.63.129.16",
  ]

  @Test(arguments: special, [NetworkPolicy.Enforcement.refuse, .warn])
  func refusesMetadataAddressesInAnySpelling(host: String, enforcement: NetworkPolicy.Enforcement) async throws {
    try await withGuarded(["*"], enforcement) { server, transport in
      for url in ["http://\(host)/latest/meta-data/", server.url("/to?http://\(host)/latest/")] {
        let failure = await transport.failure(of: url) { $0.timeout = .seconds(20) }
        #expect(failure?.kind == .denied)
        #expect(
          failure?.message.contains("it is refused unless permissions.network") == true, "\(failure?.message ?? "")")
      }
    }
  }

  @Test func tellsWhatAnAddressSpelledOtherwiseIs() async throws {
    try await withGuarded(["*"]) { _, transport in
      let failure = await transport.failure(of: "http://0xA9FEA9FE/")
      #expect(
        failure?.message
          == "0xa9fea9fe:80, which is the address 169.254.169.254, is a link-local address, where clouds "
          + "hand out the credentials of the machine; it is refused unless permissions.network of the integration's "
          + "entry in integrations.json lists it as \"169.254.169.254\".")
    }
  }

  /// A name that its owner points elsewhere: what is listed is the name.
  @Test(arguments: [
    (["*.evil.example"], "127.0.0.1", "an address of this machine itself"),
    (["*.evil.example"], "::1", "Add \"[::1]:81\""),
    (["*"], "169.254.169.254", "a link-local address"),
    (["*.evil.example"], "fd00:ec2::254", "the metadata service of AWS"),
    (["10.0.0.0/8"], "11.0.0.1", "is not listed"),
  ])
  func refusesWhatAListedNameStandsFor(hosts: [String], address: String, text: String) async throws {
    let transport = try guarded(hosts, resolvingTo: address)
    let failure = await transport.failure(of: "http://a.evil.example:81/")
    #expect(failure?.kind == .denied)
    #expect(failure?.message.contains(text) == true, "\(failure?.message ?? "")")
    #expect(failure?.message.contains("a.evil.example:81, which is the address \(address),") == true)
    await transport.shutdown()
  }

  /// DNS rebinding: the look-up before gave another address than the connection gets. It carries no request.
  @Test(arguments: ["http", "https"])
  func aConnectionToAnotherAddressIsClosedUnused(scheme: String) async throws {
    let server = try await LoopbackServer.start(
      tls: scheme == "https" ? TestCertificates.shared.get().context(.good) : nil
    ) { _ in [.response(body: "in")] }
    let transport = try guarded(["10.0.0.0/8"], resolvingTo: "10.0.0.1")
    for _ in 0..<3 {
      let failure = await transport.failure(of: server.url(scheme: scheme, host: "localhost")) { $0.verify = false }
      #expect(failure?.kind == .denied)
      #expect(failure?.message.contains("localhost:\(server.port), which is the address 127.0.0.1,") == true)
    }
    #expect(server.requests.isEmpty)
    await transport.shutdown()
    await server.stop()
  }

  private func guarded(_ hosts: [String], resolvingTo address: String) throws -> NetworkTransport {
    let address = try #require(IPAddress(plain: address))
    let policy = NetworkPolicy(try hosts.map { try NetworkPattern($0) })
    return NetworkTransport(gate: NetworkGate(policy: policy, resolve: { _ in [address] }))
  }

  @Test func warnsOncePerHostAndGoesOn() async throws {
    let warnings = Warnings()
    try await withGuarded([], .warn, warnings: warnings) { server, transport in
      for _ in 0..<3 { #expect(await transport.text(of: server.url()) == "in") }
      #expect(await transport.text(of: server.url(host: "localhost")) == "in")
      #expect(warnings.texts.count == 2)
      #expect(
        warnings.texts.first == "warning: 127.0.0.1:\(server.port) is not listed in permissions.network of the "
          + "integration's entry in integrations.json. Add \"127.0.0.1:\(server.port)\" there if the integration is to "
          + "reach it. A worker, and luahost run --strict, would refuse the request.")
    }
  }

  @Test func aProxyIsAskedForListedNamesAlone() async throws {
    let proxy = try await LoopbackServer.start { request in
      request.method == "CONNECT" ? [.send("HTTP/1.1 200 OK\r\n\r\n")] : [.response(body: "through")]
    }
    let settings = HTTPTransportSettings(
      version: "1", environment: ["HTTP_PROXY": "http://127.0.0.1:\(proxy.port)"])
    try await withGuarded(["far.example", "*.internal"], settings: settings) { _, transport in
      #expect(await transport.text(of: "http://far.example/") == "through")
      for url in ["http://near.example/", "http://169.254.169.254/", "http://metadata.google.internal/"] {
        #expect(await transport.failure(of: url)?.kind == .denied)
      }
      #expect(proxy.requests.filter { $0.method == "CONNECT" }.map(\.target) == ["far.example:80"])
    }
    await proxy.stop()
  }
}
