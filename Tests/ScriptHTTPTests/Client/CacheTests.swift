import Integrations
import Testing

@testable import ScriptHTTP

@Suite struct CacheTests {
  private let session = HTTPClientSession(limits: nil)

  private func get(
    _ transport: ScriptedTransport, _ change: (inout HTTPRequest) -> Void = { _ in }
  ) async throws -> HTTPResponse {
    var request = HTTPRequest(method: "GET", url: "http://a/x")
    request.usesCache = true
    request.client = session
    change(&request)
    return try await ClientTransport(transport, clock: VirtualClock().clock).send(request)
  }

  private func conditions(_ transport: ScriptedTransport) -> [[String]] {
    transport.requests.map { $0.headers.filter { $0.name.hasPrefix("if-") }.map { "\($0.name): \($0.value)" } }
  }

  @Test func asksWhetherItHasChanged() async throws {
    let transport = ScriptedTransport(
      ScriptedTransport.status(200, ["ETag": "\"1\"", "Last-Modified": "yesterday", "x": "old"], "body"),
      ScriptedTransport.status(304, ["x": "new", "content-length": "0"]))
    let first = try await get(transport)
    #expect(!first.isFromCache && first.status == 200)
    let second = try await get(transport)
    #expect(second.isFromCache && second.status == 200 && second.text == "body")
    #expect(second.header("x") == "new" && second.header("etag") == "\"1\"" && second.header("content-length") == nil)
    #expect(conditions(transport) == [[], ["if-none-match: \"1\"", "if-modified-since: yesterday"]])
  }

  @Test func takesAChangedAnswerInItsPlace() async throws {
    let transport = ScriptedTransport(
      ScriptedTransport.status(200, ["etag": "1"], "one"), ScriptedTransport.status(200, ["etag": "2"], "two"),
      ScriptedTransport.status(304))
    _ = try await get(transport)
    #expect(try await get(transport).text == "two")
    #expect(try await get(transport).text == "two")
    #expect(conditions(transport) == [[], ["if-none-match: 1"], ["if-none-match: 2"]])
  }

  @Test(
    arguments: [
      ["cache-control": "no-store", "etag": "1"], ["vary": "*", "etag": "1"], [:],
    ] as [KeyValuePairs<String, String>])
  func doesNotKeepWhatMayNotBeKept(headers: KeyValuePairs<String, String>) async throws {
    let transport = ScriptedTransport(ScriptedTransport.status(200, headers, "body"))
    _ = try await get(transport)
    #expect(try await !get(transport).isFromCache)
    #expect(conditions(transport) == [[], []])
  }

  @Test func asksOnlyForTheSameIdentityAndVariant() async throws {
    let transport = ScriptedTransport(
      ScriptedTransport.status(200, ["etag": "1", "Vary": "Accept, X-Tenant"], "one"))
    let change: (String, String?) -> ((inout HTTPRequest) -> Void) = { accept, token in
      {
        $0.headers.append(HTTPHeader(name: "accept", value: accept))
        if let token { $0.credentials.headers.append(HTTPHeader(name: "authorization", value: token)) }
      }
    }
    _ = try await get(transport, change("a", nil))
    _ = try await get(transport, change("a", "t"))
    _ = try await get(transport, change("b", nil))
    _ = try await get(transport) { $0.url = "http://a/y" }
    _ = try await get(transport, change("b", nil))
    #expect(conditions(transport) == [[], [], [], [], ["if-none-match: 1"]])
  }

  @Test func leavesTheAuthorsOwnConditionsAlone() async throws {
    let transport = ScriptedTransport(ScriptedTransport.status(200, ["etag": "1"]), ScriptedTransport.status(304))
    _ = try await get(transport)
    let answer = try await get(transport) { $0.headers.append(HTTPHeader(name: "If-None-Match", value: "1")) }
    #expect(answer.status == 304 && !answer.isFromCache)
  }

  @Test func forgetsWhatAChangeMakesOld() async throws {
    let transport = ScriptedTransport(ScriptedTransport.status(200, ["etag": "1"]))
    _ = try await get(transport)
    _ = try await get(transport) { $0.method = "PUT" }
    _ = try await get(transport)
    #expect(conditions(transport) == [[], [], []])
  }

  @Test func plainCallsDoNotCache() async throws {
    let transport = ScriptedTransport(ScriptedTransport.status(200, ["etag": "1"]))
    _ = try await get(transport) { $0.usesCache = false }
    _ = try await get(transport) { $0.usesCache = false }
    #expect(conditions(transport) == [[], []])
  }

  @Test func asksAgainWholeWhereTheKeptAnswerIsGone() async throws {
    let transport = ScriptedTransport(
      ScriptedTransport.status(200, ["etag": "1"], "one"),
      ScriptedTransport.redirected(304, to: "http://b/"), ScriptedTransport.status(200, ["etag": "2"], "two"))
    _ = try await get(transport)
    #expect(try await get(transport).text == "two")
    #expect(conditions(transport) == [[], ["if-none-match: 1"], []])
  }

  @Test func isBounded() async throws {
    let transport = ScriptedTransport(ScriptedTransport.status(200, ["etag": "1"], "x"))
    for index in 0...ResponseCache.maximumCount { _ = try await get(transport) { $0.url = "http://a/\(index)" } }
    _ = try await get(transport) { $0.url = "http://a/0" }
    _ = try await get(transport) { $0.url = "http://a/2" }
    #expect(conditions(transport).suffix(2) == [[], ["if-none-match: 1"]])
  }
}
