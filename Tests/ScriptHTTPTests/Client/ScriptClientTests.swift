import Integrations
import Synchronization
import Testing

@testable import ScriptHTTP

@Suite struct ScriptClientTests {
  @Test func aClientAddsWhatItHas() async throws {
    let (result, server) = try await runScript(
      """
      local api = http.client { base_url = URL .. "/v1", headers = { ["x-app"] = "1" }, query = { v = 2 },
        auth = { header = { "X-Api-Key", "k" } } }
      local statuses = {}
      for _, method in ipairs { "get", "head", "post", "put", "patch", "delete", "options" } do
        statuses[#statuses + 1] = api[method](api, "/items").status
      end
      api:request("propfind", "items/1", { query = { v = 3 }, auth = false })
      return { data = { statuses = statuses } }
      """
    ) { _ in [.response("204 No Content")] }
    #expect(result.outcome == #"{"statuses":[204,204,204,204,204,204,204]}"#)
    #expect(server.requests.map(\.method) == ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
    #expect(server.requests.dropLast().allSatisfy { $0.target == "/v1/items?v=2" && $0.header("x-api-key") == "k" })
    #expect(server.requests.last?.target == "/v1/items/1?v=3")
    #expect(server.requests.last?.header("x-app") == "1" && server.requests.last?.header("x-api-key") == nil)
  }

  @Test func eachFailedTryIsInTheLogOfItsTask() async throws {
    let tries = Tries()
    let (result, _) = try await runScript(
      "local res = http.get(URL .. '/x?token=abc&page=1') return { data = { res.status, res.tries } }"
    ) { _ in
      switch tries.next() {
      case 1: [.response("503 Service Unavailable")]
      case 2: [.close]
      default: [.response()]
      }
    }
    #expect(result.outcome == "[200,3]")
    #expect(result.log.count == 2)
    #expect(
      result.log.first?.hasSuffix("/x?token=••••&page=1: the server answered 503; trying again in 0 s (try 1 of 4)")
        == true)
    #expect(result.log.last?.contains(": reset, ") == true)
  }

  @Test func failuresAreErrorsWithTheirKind() async throws {
    let (result, _) = try await runScript(
      """
      local ok, e = pcall(http.get, URL, { retry = 1 })
      return { data = { ok, http.is_error(e), e.kind, e.method, e.url == URL .. "/", tostring(e):match("%((.-)%)$") } }
      """
    ) { _ in [.close] }
    #expect(result.outcome == #"[false,true,"reset","GET",true,"2 tries"]"#)
  }

  @Test func clientsMayBeMadeWhileFilesAreLoaded() async throws {
    let (result, _) = try await runScript(
      """
      local made = {}
      for i = 1, 1000 do made[i] = http.client {} end
      local ok, text = pcall(http.client, {})
      return { data = { ok, text } }
      """
    ) { _ in [] }
    #expect(
      result.outcome.contains("this job has made 1000 clients. Make one outside the loop, and use it again."))
  }

  @Test func pagesFollowTheLinkHeader() async throws {
    let (result, server) = try await runScript(
      """
      local api = http.client { base_url = URL, auth = { bearer = "t" }, query = { per_page = 2 } }
      local found = {}
      for item in api:pages("/items", { link = true }) do found[#found + 1] = item end
      return { data = { found = found } }
      """
    ) { request in
      let page = request.target.contains("&page=2") ? 2 : 1
      let link = page == 1 ? "Link: </items?per_page=2&page=2>; rel=\"next\"" : "x: y"
      return [.response("200 OK", link, body: "[\(page * 2 - 1),\(page * 2)]")]
    }
    #expect(result.outcome == #"{"found":[1,2,3,4]}"#)
    #expect(server.requests.map(\.target) == ["/items?per_page=2", "/items?per_page=2&page=2"])
    #expect(server.requests.allSatisfy { $0.header("authorization") == "Bearer t" })
  }

  @Test func pagesTellWhereTheyFailed() async throws {
    let (result, _) = try await runScript(
      """
      for _ in http.pages(URL .. "/1", { items = "list", next = "next", retry = 0 }) do end
      return { data = {} }
      """
    ) { request in
      request.target == "/1" ? [.response(body: #"{"list":[1],"next":"/2"}"#)] : [.close]
    }
    #expect(result.outcome.contains("/2: page 2: "))
    #expect(result.outcome.contains("a.lua:3"))
  }

  @Test func tasksShareTheLimitsOfAClient() async throws {
    let (result, server) = try await runScript(
      """
      local api = http.client { base_url = URL, concurrency = 2 }
      local numbers = {}
      for i = 1, 30 do numbers[i] = i end
      local found = async.map(numbers, function(i) return api:get("/" .. i).status end, { limit = 30 })
      return { data = { #found } }
      """
    ) { _ in [.response()] }
    #expect(result.outcome == "[30]")
    #expect(server.requests.count == 30)
    #expect(server.connections <= 2)
  }

  @Test func cookiesStayWithTheirClient() async throws {
    let (result, server) = try await runScript(
      """
      local with, without = http.client { base_url = URL, cookies = true }, http.client { base_url = URL }
      for _, api in ipairs { with, without } do api:get("/login") api:get("/home") end
      return { data = {} }
      """
    ) { _ in [.response("200 OK", "Set-Cookie: sid=1")] }
    #expect(result.outcome == "{}")
    #expect(server.requests.map { $0.header("cookie") } == [nil, "sid=1", nil, nil])
  }

  @Test func aCachedAnswerSaysSo() async throws {
    let (result, server) = try await runScript(
      """
      local first, second = http.get(URL, { cache = true }), http.get(URL, { cache = true })
      return { data = { first.from_cache, second.from_cache, second.status, second.body } }
      """
    ) { request in
      request.header("if-none-match") == "\"1\""
        ? [.send("HTTP/1.1 304 Not Modified\r\n\r\n")] : [.response("200 OK", "ETag: \"1\"", body: "body")]
    }
    #expect(result.outcome == #"[false,true,200,"body"]"#)
    #expect(server.requests.count == 2)
  }

  @Test func clientCredentialsGetOneToken() async throws {
    let (result, server) = try await runScript(
      """
      local api = http.client { base_url = URL, auth = { oauth2 = {
        token_url = URL .. "/token", client_id = "i", client_secret = "s" } } }
      local bodies = async.map({ 1, 2, 3 }, function(i) return api:get("/" .. i).body end)
      return { data = { bodies = bodies } }
      """
    ) { request in
      request.target == "/token"
        ? [.response(body: #"{"access_token":"abc","expires_in":60}"#)]
        : [.response(body: request.header("authorization") ?? "")]
    }
    #expect(result.outcome == #"{"bodies":["Bearer abc","Bearer abc","Bearer abc"]}"#)
    #expect(server.requests.filter { $0.target == "/token" }.count == 1)
  }

  @Test func eachTryToAWSIsSigned() async throws {
    let (result, server) = try await runScript(
      """
      local res = http.get(URL .. "/b", { auth = { aws = { access_key_id = "AK", secret_access_key = "SK",
        session_token = "ST", region = "eu-north-1", service = "s3" } } })
      return { data = { res.status } }
      """
    ) { _ in [.response()] }
    #expect(result.outcome == "[200]")
    let head = try #require(server.requests.first)
    #expect(head.header("authorization")?.hasPrefix("AWS4-HMAC-SHA256 Credential=AK/") == true)
    #expect(head.header("x-amz-security-token") == "ST")
  }

  @Test(arguments: [
    ("http.client { rate_limit = 5 }", "http.client: option rate_limit must be a table such as"),
    ("http.client { base_url = URL }.get('/x')", "client:get is called with a colon"),
    (
      "http.client { base_url = URL }:get('/x', { concurrency = 1 })",
      "client:get: option concurrency belongs to a client"
    ),
    ("http.get(URL, { headers = { a = 'b\\r\\nc: d' } })", "option headers.a must hold no line breaks"),
    ("http.pages(URL, { link = true, retrys = 1 })()", "http.get: option retrys is unknown. Did you mean retry?"),
  ])
  func mistakesAreToldAtTheirLine(code: String, message: String) async throws {
    let (result, server) = try await runScript(code) { _ in [.response()] }
    #expect(result.outcome.contains(message))
    #expect(result.outcome.contains("collectors/a.lua:3"))
    #expect(server.connections == 0)
  }
}

/// Counts from 1.
private final class Tries: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
