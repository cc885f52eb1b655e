import Lua
import Testing

@testable import Integrations

@Suite struct HTTPClientDefinitionTests {
  private func client(_ options: KeyValuePairs<String, LuaValue>) throws -> HTTPClientDefinition {
    try HTTPClientDefinition(table(options))
  }

  private func request(
    _ path: String, _ options: KeyValuePairs<String, LuaValue> = [:], of client: HTTPClientDefinition
  ) throws -> HTTPRequest {
    try HTTPRequest.parse(method: "GET", url: .text(path), options: table(options), client: client)
  }

  @Test(arguments: [
    ("https://a/v1", "/items", "https://a/v1/items"), ("https://a/v1/", "items", "https://a/v1/items"),
    ("https://a", "/items?x=1", "https://a/items?x=1"), ("https://a/v1", "", "https://a/v1"),
    ("https://a/v1", "?x=1", "https://a/v1?x=1"), ("https://a/v1", "items:search", "https://a/v1/items:search"),
    ("https://a/v1", "//evil/x", "https://a/v1//evil/x"), ("https://a", "@evil/x", "https://a/@evil/x"),
    ("https://a/v1", "https://b/x", "https://b/x"), ("https://a/v1", "http:items", "https://a/v1/http:items"),
  ])
  func joinsPathsToItsBase(base: String, path: String, expected: String) throws {
    #expect(try request(path, of: client(["base_url": .text(base)])).url == expected)
  }

  @Test func givesItsOptionsToEachRequest() throws {
    let client = try client([
      "base_url": .text("https://a"), "headers": table(["Accept": .text("a/b"), "x-one": .text("1")]),
      "query": table(["v": .integer(2)]), "timeout": .integer(5), "retry": .integer(7),
      "auth": table(["bearer": .text("t")]),
    ])
    let plain = try request("/x", of: client)
    #expect(plain.url == "https://a/x?v=2")
    #expect(plain.headers.map(\.name) == ["Accept", "x-one"])
    #expect(plain.timeout == .seconds(5) && plain.retry.attempts == 7)
    #expect(plain.credentials.headers.map(\.value) == ["Bearer t"])
    #expect(plain.client === client.session)
    let own = try request(
      "/x",
      [
        "headers": table(["accept": .text("c/d")]), "query": table(["v": .integer(3), "w": .integer(1)]),
        "timeout": .integer(1), "auth": .boolean(false),
      ], of: client)
    #expect(own.url == "https://a/x?v=3&w=1")
    #expect(own.headers.map(\.value) == ["c/d", "1"])
    #expect(own.timeout == .seconds(1) && own.retry.attempts == 7)
    #expect(own.credentials == HTTPCredentials())
  }

  @Test(arguments: ["https://b/x", "http://a/x", "https://a:8443/x", "https://a.evil/x"])
  func tellsOtherOriginsNothingOfItself(url: String) throws {
    let client = try client([
      "base_url": .text("https://a"), "headers": table(["x-key": .text("1")]), "query": table(["k": .text("v")]),
      "auth": table(["bearer": .text("t")]), "timeout": .integer(5),
    ])
    let request = try request(url, of: client)
    #expect(request.url == url && request.headers.isEmpty && request.credentials == HTTPCredentials())
    #expect(request.timeout == .seconds(5))
  }

  @Test func doesNotRepeatWhatANextLinkHas() throws {
    let client = try client(["base_url": .text("https://a"), "query": table(["v": .integer(2), "w": .integer(1)])])
    #expect(try request("https://a/x?page=2&v=2", of: client).url == "https://a/x?page=2&v=2&w=1")
  }

  @Test func hasTheLimitsThatWereAsked() throws {
    let client = try client([
      "rate_limit": table(["requests": .integer(10), "per": .number(0.5), "burst": .integer(2)]),
      "concurrency": .integer(4), "cookies": .boolean(true),
    ])
    #expect(
      client.session.limits
        == HTTPClientLimits(rate: .init(requests: 10, period: .milliseconds(500), burst: 2), concurrency: 4))
    #expect(client.session.cookies != nil)
    #expect(HTTPClientDefinition().session.limits == nil)
  }

  @Test(
    arguments: [
      (
        ["base_url": .text("/v1")],
        "option base_url \"/v1\" is not absolute: write it whole, as in https://api.example.com/items."
      ),
      (
        ["base_url": .text("https://a?x=1")],
        "option base_url must have no query: give the option query, which goes with each request."
      ),
      (["base_ulr": .text("https://a")], "option base_ulr is unknown. Did you mean base_url?"),
      (["body": .text("x")], "option body belongs to a request: pass it to client:post and its like."),
      (["concurrency": .integer(0)], "option concurrency must be a whole number from 1 to 10000, found number 0."),
      (
        ["rate_limit": .integer(5)],
        "option rate_limit must be a table such as { requests = 10, per = 1 }, found number 5."
      ),
      (
        ["rate_limit": table(["per": .integer(1)])],
        "option rate_limit.requests must be a whole number from 1 to 1000000, found nil."
      ),
      (["rate_limit": table(["request": .integer(1)])], "option rate_limit.request is unknown. Did you mean requests?"),
      (["timeout": .text("5")], "option timeout must be a number of seconds, found string \"5\"."),
      (
        ["headers": table(["a": .text("b\r\nc: d")])],
        "option headers.a must hold no line breaks, NUL or other control characters, and be UTF-8."
      ),
      (
        ["auth": table(["bearer": .text("")])],
        "option auth.bearer must be a token without spaces and line breaks: strip what was read around it."
      ),
    ] as [(KeyValuePairs<String, LuaValue>, String)])
  func saysWhatIsWrongWhereItIsMade(options: KeyValuePairs<String, LuaValue>, message: String) {
    do {
      _ = try client(options)
      Issue.record("was accepted")
    } catch {
      #expect(String(describing: error) == "http.client: \(message)")
    }
  }

  @Test func namesItsOwnFunctions() throws {
    let client = try client([:])
    #expect(throws: HTTPOptionsError.self) { try request("/x", of: client) }
    do { _ = try request("/x", of: client) } catch {
      #expect(
        String(describing: error)
          == "client:get: the URL \"/x\" is not absolute: write it whole, as in https://api.example.com/items.")
    }
  }
}
