import Testing

@testable import Integrations

@Suite struct CookieJarTests {
  /// What goes to `target` after `source` has set cookies.
  private func sent(to target: String, after headers: [String], from source: String) throws -> String? {
    let jar = CookieJar(now: { Timestamp(milliseconds: 1_700_000_000_000) })
    jar.store(headers, from: try HTTPURL(source))
    return jar.header(for: try HTTPURL(target))
  }

  @Test(
    arguments: [
      ("a=b", "https://x.com/p/q", "https://x.com/p/r", "a=b"),
      ("a=b", "https://x.com/p/q", "https://x.com/p", "a=b"),
      ("a=b", "https://x.com/p/q", "https://x.com/pq", nil),
      ("a=b", "https://x.com/p/q", "https://x.com/", nil),
      ("a=b", "https://x.com/", "https://y.x.com/", nil),
      ("a=b; Domain=x.com", "https://x.com/", "https://y.x.com/", "a=b"),
      ("a=b; domain=.X.com", "https://y.x.com/", "https://z.x.com/", "a=b"),
      ("a=b; Domain=x.com", "https://x.com/", "https://notx.com/", nil),
      ("a=b; Domain=y.com", "https://x.com/", "https://y.com/", nil),
      ("a=b; Domain=y.x.com", "https://x.com/", "https://y.x.com/", nil),
      ("a=b; Domain=com", "https://x.com/", "https://x.com/", nil),
      ("a=b; Domain=co.uk", "https://x.co.uk/", "https://x.co.uk/", nil),
      ("a=b; Domain=x.co.uk", "https://y.x.co.uk/", "https://x.co.uk/", "a=b"),
      ("a=b; Domain=localhost", "http://localhost/", "http://localhost/", "a=b"),
      ("a=b; Domain=0.0.1", "http://127.0.0.1/", "http://127.0.0.1/", nil),
      ("a=b; Domain=127.0.0.1", "http://127.0.0.1/", "http://127.0.0.1/", "a=b"),
      ("a=b; Path=/p", "https://x.com/q", "https://x.com/p/1", "a=b"),
      ("a=b; Path=p", "https://x.com/q/r", "https://x.com/q/s", "a=b"),
      ("a=b; Secure", "https://x.com/", "http://x.com/", nil),
      ("a=b; Secure", "https://x.com/", "https://x.com/", "a=b"),
      ("a=b; Secure", "http://x.com/", "https://x.com/", nil),
      ("a=b; HttpOnly; SameSite=Strict", "https://x.com/", "https://x.com/", "a=b"),
      ("a=b; Max-Age=0", "https://x.com/", "https://x.com/", nil),
      ("a=b; Max-Age=-5", "https://x.com/", "https://x.com/", nil),
      ("a=b; Max-Age=60", "https://x.com/", "https://x.com/", "a=b"),
      ("a=b; Max-Age=x", "https://x.com/", "https://x.com/", "a=b"),
      ("a=b; Expires=Wed, 09 Jun 2021 10:18:14 GMT", "https://x.com/", "https://x.com/", nil),
      ("a=b; Expires=Wed, 09 Jun 2121 10:18:14 GMT", "https://x.com/", "https://x.com/", "a=b"),
      ("a=b; Max-Age=60; Expires=Wed, 09 Jun 2021 10:18:14 GMT", "https://x.com/", "https://x.com/", "a=b"),
      (" a = b c ; x", "https://x.com/", "https://x.com/", "a=b c"),
      ("a=", "https://x.com/", "https://x.com/", "a="),
      ("a=b=c", "https://x.com/", "https://x.com/", "a=b=c"),
      ("a", "https://x.com/", "https://x.com/", nil),
      ("=b", "https://x.com/", "https://x.com/", nil),
      ("a=b\u{1}", "https://x.com/", "https://x.com/", nil),
      ("__Host-a=b; Secure; Path=/", "https://x.com/", "https://x.com/", "__Host-a=b"),
      ("__Host-a=b; Secure; Path=/; Domain=x.com", "https://x.com/", "https://x.com/", nil),
      ("__Secure-a=b", "https://x.com/", "https://x.com/", nil),
    ] as [(String, String, String, String?)])
  func keepsToTheRules(header: String, source: String, target: String, expected: String?) throws {
    #expect(try sent(to: target, after: [header], from: source) == expected)
  }

  @Test func sendsLongerPathsFirstThenOlder() throws {
    let headers = ["a=1", "b=2; Path=/p", "c=3", "d=4; Path=/p/q"]
    #expect(try sent(to: "https://x/p/q", after: headers, from: "https://x/") == "d=4; b=2; a=1; c=3")
  }

  @Test func replacesInPlace() throws {
    #expect(try sent(to: "https://x/", after: ["a=1", "b=2", "a=3"], from: "https://x/") == "a=3; b=2")
    #expect(try sent(to: "https://x/", after: ["a=1", "b=2", "a=; Max-Age=0"], from: "https://x/") == "b=2")
  }

  @Test func keepsWhatCameOverTLSFromBeingOverwritten() throws {
    let jar = CookieJar()
    jar.store(["a=secret; Secure"], from: try HTTPURL("https://x/"))
    jar.store(["a=planted"], from: try HTTPURL("http://x/"))
    #expect(jar.header(for: try HTTPURL("https://x/")) == "a=secret")
    #expect(jar.header(for: try HTTPURL("http://x/")) == nil)
  }

  @Test func forgetsTheLeastUsedOfADomain() throws {
    let jar = CookieJar()
    let url = try HTTPURL("https://x/")
    jar.store((0..<CookieJar.capacityOfDomain).map { "c\($0)=\($0)" }, from: url)
    jar.store(["more=1"], from: url)
    let names = jar.header(for: url)?.split(separator: "; ").map { $0.prefix { $0 != "=" } } ?? []
    #expect(names.count == CookieJar.capacityOfDomain)
    #expect(!names.contains("c0") && names.contains("c1") && names.contains("more"))
  }

  @Test func isBoundedOverAllDomains() throws {
    let jar = CookieJar()
    for host in 0..<1100 { jar.store(["a=\(host)"], from: try HTTPURL("https://h\(host).com/")) }
    let kept = try (0..<1100).filter { jar.header(for: try HTTPURL("https://h\($0).com/")) != nil }
    #expect(kept == Array(100..<1100))
  }
}
