import Integrations
import JSONSchema
import Testing

@Suite struct NetworkPolicyTests {
  private func policy(_ hosts: [String]) throws -> NetworkPolicy {
    NetworkPolicy(try hosts.map { try NetworkPattern($0) })
  }

  @Test(
    arguments: [
      (["api.github.com"], "api.github.com", 443, true), (["API.github.com"], "api.github.com.", 443, true),
      (["api.github.com"], "github.com", 443, false), (["api.github.com"], "xapi.github.com", 443, false),
      (["*.amazonaws.com"], "s3.eu-west-1.amazonaws.com", 443, true),
      (["*.amazonaws.com"], "amazonaws.com", 443, false),
      (["*.amazonaws.com"], "xamazonaws.com", 443, false),
      (["*.amazonaws.com"], "amazonaws.com.evil.example", 443, false), (["a.example:8443"], "a.example", 8443, true),
      (["a.example:8443"], "a.example", 443, false), (["*"], "anything.example", 1, true),
      (["*:443"], "a.b", 80, false),
      (["*.a.example:1"], "b.a.example", 1, true), ([], "a.example", 443, false), (["a.b", "c.d"], "c.d", 443, true),
      (["my_host"], "my_host", 80, true), (["*"], "metadata.google.internal", 80, false),
      (["metadata.google.internal"], "metadata.google.internal", 80, true),
    ] as [([String], String, Int, Bool)])
  func listsNames(hosts: [String], name: String, port: Int, isListed: Bool) throws {
    #expect(try policy(hosts).admission(host: name, port: port).isListed == isListed)
  }

  private static let addresses: [(hosts: [String], address: String, port: Int, verdict: String)] = [
    (["127.0.0.1:5000"], "127.0.0.1", 5000, "allowed"), (["127.0.0.1:5000"], "127.0.0.1", 5001, "unlisted"),
    (["127.0.0.1"], "127.0.0.1", 1, "allowed"), (["[::1]:80"], "::1", 80, "allowed"), (["::1"], "::1", 81, "allowed"),
    (["10.0.0.0/8"], "10.1.2.3", 80, "allowed"), (["10.0.0.0/8"], "11.1.2.3", 80, "unlisted"),
    (["*"], "127.0.0.1", 80, "allowed"), (["*"], "169.254.169.254", 80, "forbidden"),
    (["*"], "fe80::1", 80, "forbidden"), (["*"], "fd00:ec2::254", 80, "forbidden"),
    (["*"], "100.100.100.200", 80, "forbidden"), (["*"], "168.63.129.16", 80, "forbidden"),
    (["*"], "192.0.0.192", 80, "forbidden"), (["*"], "0.0.0.0", 80, "forbidden"), (["*"], "::", 80, "forbidden"),
    (["*"], "fd20:ce::254", 80, "forbidden"), (["*"], "::ffff:169.254.1.1", 80, "forbidden"),
    (["*"], "64:ff9b::a9fe:a9fe", 80, "forbidden"), (["*"], "2002:a9fe:a9fe::1", 80, "forbidden"),
    ([], "169.254.169.254", 80, "forbidden"), (["169.254.169.254"], "169.254.169.254", 80, "allowed"),
    (["169.254.0.0/16"], "169.254.170.2", 80, "allowed"), (["169.254.169.254:80"], "169.254.169.254", 81, "forbidden"),
    (["*"], "8.8.8.8", 80, "allowed"), ([], "8.8.8.8", 80, "unlisted"),
  ]

  @Test(arguments: addresses)
  func judgesAddresses(hosts: [String], address: String, port: Int, expected: String) throws {
    let policy = try policy(hosts)
    let verdict = policy.verdict(
      on: try #require(IPAddress(plain: address)), port: port, for: policy.admission(host: address, port: port))
    #expect("\(verdict)".prefix { $0 != "(" } == expected)
  }

  /// Who may list a name of their own must not get at this machine through it.
  private static let names: [(hosts: [String], name: String, address: String, verdict: String)] = [
    (["*.evil.example"], "a.evil.example", "127.0.0.1", "unlisted"),
    (["*.evil.example"], "a.evil.example", "::1", "unlisted"),
    (["*.evil.example"], "a.evil.example", "169.254.169.254", "forbidden"),
    (["*.evil.example"], "a.evil.example", "10.0.0.1", "allowed"), (["localhost"], "localhost", "127.0.0.1", "allowed"),
    (["*"], "a.example", "127.0.0.1", "allowed"), (["a.example", "127.0.0.0/8"], "a.example", "127.0.0.1", "allowed"),
    (["10.0.0.0/8"], "intra.example", "10.0.0.1", "allowed"), (["10.0.0.0/8"], "intra.example", "8.8.8.8", "unlisted"),
    (["metadata.google.internal"], "metadata.google.internal", "169.254.169.254", "allowed"),
  ]

  @Test(arguments: names)
  func judgesWhatANameStandsFor(hosts: [String], name: String, address: String, expected: String) throws {
    let policy = try policy(hosts)
    let verdict = policy.verdict(
      on: try #require(IPAddress(plain: address)), port: 80, for: policy.admission(host: name, port: 80))
    #expect("\(verdict)".prefix { $0 != "(" } == expected)
  }

  @Test(arguments: [
    ("", "is empty"), ("https://api.github.com/x", "write its host alone, such as api.github.com"),
    ("api.github.com/x", "paths are not told apart"), ("a b", "holds a space"), ("münchen.example", "outside ASCII"),
    ("a.example:0", "has the port \"0\""), ("a.example:x", "has the port \"x\""),
    ("a.example:70000", "not a number from 1"), ("a.*.example", "a * stands alone"),
    ("*example.com", "a * stands alone"),
    ("**", "a * stands alone"), ("a..example", "is not a host"), (".example", "is not a host"), ("*.", "is not a host"),
    ("[::1", "without its ]"), ("[::1]x", "more than a port"), ("[a]", "not an IPv6 address"),
    ("1:2:3", "not an IPv6 address"), ("10.0.0.0/33", "has the prefix \"33\", not a number from 0 to 32"),
    ("10.0.0.1/8", "bits set behind its prefix"), ("::/129", "from 0 to 128"), ("10.0.0.0/8:80", "ranges have no port"),
    ("0xA9FEA9FE", "systems read as an IP address"), ("127.1", "systems read as an IP address"),
    ("user@a.example", "is not a host"),
  ])
  func tellsWhatIsNoPattern(text: String, reason: String) {
    let error = #expect(throws: NetworkPatternError.self) { try NetworkPattern(text) }
    #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
  }

  @Test(arguments: [
    (#"["a b"]"#, #"In the catalogue, entry 'x': "permissions.network[0]": "a b" holds a space"#),
    (#"["a.example", 5]"#, #"entry 'x': "permissions.network[1]" must be a string"#),
    (#""a.example""#, #""permissions.network" must be a list of hosts"#),
    (#"["${env:HOST}"]"#, #""permissions.network[0]": "${env:HOST}" is not a reference to the config"#),
    (#"["${config:}"]"#, #""${config:}" is not a reference to the config"#),
  ])
  func faultsOfTheCatalogueNameTheirPlace(network: String, message: String) throws {
    let catalogue = try Catalogue(
      parsing: Array(#"[{"name": "x", "title": "X", "schema": {}, "permissions": {"network": \#(network)}}]"#.utf8))
    let entry = try #require(catalogue["x"])
    let error = #expect(throws: IntegrationError.self) { try NetworkPolicy(entry, config: [:], enforcement: .refuse) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func anEntryWithoutPermissionsListsNothing() throws {
    let catalogue = try Catalogue(parsing: Array(#"[{"name": "x", "title": "X", "schema": {}}]"#.utf8))
    let policy = try NetworkPolicy(#require(catalogue["x"]), config: [:], enforcement: .warn)
    #expect(policy.patterns.isEmpty)
    #expect(!policy.admission(host: "a.example", port: 443).isListed)
  }

  // MARK: Hosts that the config names

  private func policy(_ network: String, config: JSONValue) throws -> NetworkPolicy {
    let catalogue = try Catalogue(
      parsing: Array(#"[{"name": "x", "title": "X", "schema": {}, "permissions": {"network": \#(network)}}]"#.utf8))
    return try NetworkPolicy(#require(catalogue["x"]), config: config, enforcement: .refuse)
  }

  @Test(
    arguments: [
      (["url": "https://ghe.example/api/v3"], "ghe.example", 443, true),
      (["url": "https://ghe.example/api/v3"], "ghe.example", 80, false),
      (["url": "https://GHE.example:8443"], "ghe.example", 8443, true),
      (["url": "https://ghe.example"], "sub.ghe.example", 443, false),
      (["url": "ghe.example"], "ghe.example", 8443, true), (["url": "ghe.example:1"], "ghe.example", 2, false),
      (["url": ["https://a.example", "b.example"]], "b.example", 443, true),
      (["url": "*"], "a.example", 443, false), (["url": "*.example"], "a.example", 443, false),
      (["url": ""], "a.example", 443, false), (["url": nil], "a.example", 443, false),
      (["url": 5], "a.example", 443, false), ([:], "a.example", 443, false),
      (["other": "https://a.example"], "a.example", 443, false),
      (["url": "http://metadata.google.internal"], "metadata.google.internal", 80, false),
    ] as [(JSONValue, String, Int, Bool)])
  func listsHostsOfTheConfig(config: JSONValue, name: String, port: Int, isListed: Bool) throws {
    let policy = try policy(#"["${config:url}"]"#, config: config)
    #expect(policy.admission(host: name, port: port).isListed == isListed)
  }

  /// A tenant who fills in a URL must not get at what the worker alone can reach.
  @Test(
    arguments: [
      (#"["${config:url}"]"#, "https://a.example", "a.example", "8.8.8.8", "allowed"),
      (#"["${config:url}"]"#, "https://a.example", "a.example", "10.0.0.1", "unlisted"),
      (#"["${config:url}"]"#, "https://a.example", "a.example", "127.0.0.1", "unlisted"),
      (#"["${config:url}"]"#, "https://a.example", "a.example", "::ffff:192.168.0.1", "unlisted"),
      (#"["${config:url}"]"#, "https://a.example", "a.example", "fd00::1", "unlisted"),
      (#"["${config:url}"]"#, "https://a.example", "a.example", "169.254.169.254", "forbidden"),
      (#"["${config:url}"]"#, "https://localhost", "localhost", "127.0.0.1", "unlisted"),
      (#"["${config:url}"]"#, "https://8.8.8.8", "8.8.8.8", "8.8.8.8", "allowed"),
      (#"["${config:url}"]"#, "https://127.0.0.1", "127.0.0.1", "127.0.0.1", "unlisted"),
      (#"["${config:url}"]"#, "https://2130706433", "2130706433", "127.0.0.1", "unlisted"),
      (#"["${config:url}"]"#, "https://169.254.169.254", "169.254.169.254", "169.254.169.254", "forbidden"),
      (#"["${config:url}"]"#, "10.0.0.0/8", "10.0.0.1", "10.0.0.1", "unlisted"),
      (#"["${config:url}", "10.0.0.0/8"]"#, "https://a.example", "a.example", "10.0.0.1", "allowed"),
      (#"["${config:url}", "a.example"]"#, "https://a.example", "a.example", "10.0.0.1", "allowed"),
      (#"["${config:url}", "127.0.0.1"]"#, "https://localhost", "localhost", "127.0.0.1", "allowed"),
    ])
  func aHostOfTheConfigOpensNothingPrivate(
    network: String, url: String, name: String, address: String, expected: String
  ) throws {
    let policy = try policy(network, config: ["url": .string(url)])
    let verdict = policy.verdict(
      on: try #require(IPAddress(plain: address)), port: 443, for: policy.admission(host: name, port: 443))
    #expect("\(verdict)".prefix { $0 != "(" } == expected)
  }
}
