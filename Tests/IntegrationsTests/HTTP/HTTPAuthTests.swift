import Integrations
import Lua
import Testing

@Suite struct HTTPAuthTests {
  private func parse(_ auth: LuaValue, _ more: KeyValuePairs<String, LuaValue> = [:]) throws -> HTTPRequest {
    var options = LuaTable(pairs: more.map { .init(key: .text($0), value: $1) })
    options.pairs.append(.init(key: .text("auth"), value: auth))
    return try HTTPRequest.parse(method: "GET", url: .text("https://a/x?y=1"), options: .table(options))
  }

  @Test func keysAreNeitherInTheURLNorInTheHeaders() throws {
    let header = try parse(table(["header": list(.text("X-Api-Key"), .text(" k "))]))
    #expect(header.credentials.headers == [.init(name: "X-Api-Key", value: "k")])
    let query = try parse(table(["query": table(["api_key": .text("a&b"), "v": .integer(1)])]))
    #expect(query.credentials.query == "api_key=a%26b&v=1")
    #expect([header, query].allSatisfy { $0.url == "https://a/x?y=1" && $0.headers.isEmpty })
  }

  @Test func takesClientCredentials() throws {
    let request = try parse(
      table([
        "oauth2": table([
          "token_url": .text("https://id/token"), "client_id": .text("i"), "client_secret": .text("s"),
          "scope": list(.text("a"), .text("b")), "params": table(["audience": .text("x y")]), "in_body": .boolean(true),
        ])
      ]))
    var grant = OAuth2Grant(tokenURL: "https://id/token", clientID: "i", clientSecret: "s", scope: "a b")
    grant.parameters = "audience=x+y"
    grant.isSecretInBody = true
    #expect(request.oauth2 == grant)
  }

  @Test func takesKeysOfAWS() throws {
    let request = try parse(
      table([
        "aws": table([
          "access_key_id": .text("AK"), "secret_access_key": .text("SK"), "session_token": .text("T"),
          "region": .text("eu-north-1"), "service": .text("s3"),
        ])
      ]))
    #expect(
      request.signing as? AWSSigning
        == AWSSigning(
          accessKeyID: "AK", secretAccessKey: "SK", sessionToken: "T", region: "eu-north-1", service: "s3"))
  }

  @Test(
    arguments: [
      (["header": list(.text("a"))], "option auth.header must be a list of two strings, { name, value }."),
      (
        ["header": list(.text("a"), .text("x\r\nb: c"))],
        "option auth.header must have a value that is not empty and holds no line breaks or other control characters."
      ),
      (
        ["header": list(.text("a b"), .text("c"))],
        "option headers holds the name \"a b\": a header name is letters, digits and !#$%&'*+-.^_`|~."
      ),
      (["query": .text("a=b")], "option auth.query must be a table of names, found string \"a=b\"."),
      (["query": table([:])], "option auth.query must have a name, as in { api_key = key }."),
      (
        ["oauth2": .text("x")],
        "option auth.oauth2 must be { token_url = …, client_id = …, client_secret = … }, found string."
      ),
      (
        ["oauth2": table(["tokenurl": .text("x")])],
        "option auth.oauth2.tokenurl is unknown. Did you mean token_url?"
      ),
      (
        ["oauth2": table(["token_url": .text("/t")])],
        "option auth.oauth2.token_url \"/t\" is not absolute: write it whole, as in https://api.example.com/items."
      ),
      (
        ["oauth2": table(["token_url": .text("https://a/"), "client_id": .text("")])],
        "option auth.oauth2.client_id must be a string that is not empty, found an empty one."
      ),
      (
        ["aws": table(["access_key_id": .text("x")])],
        "option auth.aws.secret_access_key must be a string that is not empty, found nil."
      ),
    ] as [(KeyValuePairs<String, LuaValue>, String)])
  func saysWhatIsWrong(auth: KeyValuePairs<String, LuaValue>, message: String) {
    do {
      _ = try parse(table(auth))
      Issue.record("was accepted")
    } catch {
      #expect(String(describing: error) == "http.get: \(message)")
    }
  }

  @Test func refusesTheSameHeaderTwice() {
    #expect(throws: HTTPOptionsError.self) {
      try parse(
        table(["header": list(.text("X-Key"), .text("a"))]), ["headers": table(["x-key": .text("b")])])
    }
  }
}
