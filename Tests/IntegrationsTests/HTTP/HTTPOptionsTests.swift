import Integrations
import Lua
import Testing

@Suite struct HTTPOptionsTests {
  private func parse(
    _ options: KeyValuePairs<String, LuaValue>, method: String = "GET", url: String = "http://a/"
  ) throws -> HTTPRequest {
    try HTTPRequest.parse(method: method, url: .text(url), options: table(options))
  }

  @Test func hasTheDefaultsOfTheContract() throws {
    let request = try HTTPRequest.parse(method: "GET", url: .text("http://a"))
    #expect(request.url == "http://a/")
    #expect(request.timeout == .seconds(30))
    #expect(request.redirects == 5)
    #expect(request.verify)
    #expect(request.maximumBody == 64 * 1024 * 1024)
    #expect(request.headers.isEmpty && request.body == nil)
  }

  @Test func takesLimits() throws {
    let request = try parse([
      "timeout": .number(0.25), "redirects": .integer(0), "verify": .boolean(false), "max_body": .number(10),
    ])
    #expect(request.timeout == .milliseconds(250))
    #expect(request.redirects == 0)
    #expect(!request.verify)
    #expect(request.maximumBody == 10)
  }

  @Test func sortsHeadersAndRepeatsLists() throws {
    let request = try parse([
      "headers": table(["X-B": list(.text("2"), .text("1")), "accept": .text(" a/b \t"), "n": .integer(5)])
    ])
    #expect(request.headers.map { "\($0.name)=\($0.value)" } == ["accept=a/b", "n=5", "X-B=2", "X-B=1"])
  }

  @Test(arguments: [
    ("http://a/", "http://a/?a=x%20y&b=1&b=true&c%26=%C3%A9%3D&n=1.5"),
    ("http://a/?z=1", "http://a/?z=1&a=x%20y&b=1&b=true&c%26=%C3%A9%3D&n=1.5"),
    ("http://a/?", "http://a/?a=x%20y&b=1&b=true&c%26=%C3%A9%3D&n=1.5"),
  ])
  func addsTheQuery(url: String, expected: String) throws {
    let query = table([
      "n": .number(1.5), "c&": .text("é="), "b": list(.number(1), .boolean(true)), "a": .text("x y"), "none": list(),
    ])
    #expect(try parse(["query": query], url: url).url == expected)
  }

  @Test func signsIn() throws {
    #expect(
      try parse(["auth": table(["bearer": .text("t0k.en")])]).credentials.headers == [
        .init(name: "authorization", value: "Bearer t0k.en")
      ])
    for (user, password, expected) in [
      ("Aladdin", "open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), ("", "", "Og=="), ("a", "é", "YTrDqQ=="),
    ] {
      let request = try parse(["auth": table(["basic": list(.text(user), .text(password))])])
      #expect(request.credentials.headers == [.init(name: "authorization", value: "Basic \(expected)")])
      #expect(request.headers.isEmpty)
    }
  }

  @Test func sendsOneOfThreeBodies() throws {
    let json = try parse([HTTPRequest.encodedJSONKey: .text("{\"a\":1}")], method: "post")
    #expect(json.method == "POST")
    #expect(json.body == Array("{\"a\":1}".utf8))
    #expect(json.headers == [.init(name: "content-type", value: "application/json")])
    let form = try parse(["form": table(["b": .text("x y&é"), "a": list(.integer(1), .integer(2))])], method: "PUT")
    #expect(form.body == Array("a=1&a=2&b=x+y%26%C3%A9".utf8))
    #expect(form.headers == [.init(name: "content-type", value: "application/x-www-form-urlencoded")])
    let body = try parse(["body": .string([0, 255])], method: "POST")
    #expect(body.body == [0, 255])
    #expect(body.headers.isEmpty)
  }

  @Test func keepsTheAuthorsContentType() throws {
    let headers = table(["Content-Type": .text("application/merge-patch+json")])
    let request = try parse([HTTPRequest.encodedJSONKey: .text("{}"), "headers": headers], method: "PATCH")
    #expect(request.headers == [.init(name: "Content-Type", value: "application/merge-patch+json")])
  }

  @Test(
    arguments: [
      (["timeout": .text("5s")], "http.get: option timeout must be a number of seconds, found string \"5s\"."),
      (
        ["timeout": .integer(0)],
        "http.get: option timeout must be more than 0 and at most 86400 seconds, found number 0."
      ),
      (
        ["timeout": .number(.infinity)],
        "http.get: option timeout must be more than 0 and at most 86400 seconds, found number inf."
      ),
      (
        ["timeout": .number(.nan)],
        "http.get: option timeout must be more than 0 and at most 86400 seconds, found number nan."
      ),
      (
        ["redirects": .boolean(false)],
        "http.get: option redirects must be a whole number from 0 to 100, found boolean false."
      ),
      (
        ["redirects": .number(1.5)],
        "http.get: option redirects must be a whole number from 0 to 100, found number 1.5."
      ),
      (
        ["max_body": .integer(-1)],
        "http.get: option max_body must be a whole number from 0 to 2147483647, found number -1."
      ),
      (["verify": .text("no")], "http.get: option verify must be true or false, found string \"no\"."),
      (["headers": .text("a: b")], "http.get: option headers must be a table of names, found string \"a: b\"."),
      (
        ["headers": list(.text("a"))],
        "http.get: option headers must have names, as in { accept = \"application/json\" }, found the key number 1."
      ),
      (
        ["headers": table(["a b": .text("")])],
        "http.get: option headers holds the name \"a b\": a header name is letters, digits and !#$%&'*+-.^_`|~."
      ),
      (
        ["headers": table(["a": .text("x\r\nb: y")])],
        "http.get: option headers.a must hold no line breaks, NUL or other control characters, and be UTF-8."
      ),
      (
        ["headers": table(["a": .string([0xFF])])],
        "http.get: option headers.a must hold no line breaks, NUL or other control characters, and be UTF-8."
      ),
      (
        ["headers": table(["a": .boolean(true)])],
        "http.get: option headers.a must be a string or a list of strings, found boolean."
      ),
      (
        ["headers": table(["a": .text("1"), "A": .text("2")])],
        "http.get: option headers names A twice: to repeat a header, give it a list of values."
      ),
      (
        ["headers": table(["Content-Length": .text("1")])],
        "http.get: option headers must leave out Content-Length: the host sets it."
      ),
      (["query": .text("a=b")], "http.get: option query must be a table of names, found string \"a=b\"."),
      (
        ["query": table(["a": table(["b": .text("c")])])],
        "http.get: option query.a must be a string, a number, a boolean or a list of these, found table."
      ),
      (
        ["query": table(["a": .null])],
        "http.get: option query.a must be a string, a number, a boolean or a list of these, found json.null."
      ),
      (
        ["query": table(["a": .number(.nan)])],
        "http.get: option query.a must be a string, a number, a boolean or a list of these, found number nan."
      ),
      (
        ["auth": .text("t")],
        "http.get: option auth must be one of { aws = … }, { basic = … }, { bearer = … }, { header = … }, { oauth2 = … }, { query = … }, found string."
      ),
      (
        ["auth": table(["bearer": .text("x"), "basic": list()])],
        "http.get: option auth must be one of { aws = … }, { basic = … }, { bearer = … }, { header = … }, { oauth2 = … }, { query = … }, found table."
      ),
      (
        ["auth": table(["token": .text("x")])],
        "http.get: option auth must be one of { aws = … }, { basic = … }, { bearer = … }, { header = … }, { oauth2 = … }, { query = … }, found the key string \"token\"."
      ),
      (
        ["auth": table(["bearer": .text("secret\n")])],
        "http.get: option auth.bearer must be a token without spaces and line breaks: strip what was read around it."
      ),
      (["auth": table(["bearer": .nil])], "http.get: option auth.bearer must be a string, found nil."),
      (
        ["auth": table(["basic": list(.text("a"))])],
        "http.get: option auth.basic must be a list of two strings, { user, password }."
      ),
      (
        ["auth": table(["basic": list(.text("a:b"), .text("c"))])],
        "http.get: option auth.basic must hold no control characters, and its user no colon (RFC 7617 §2)."
      ),
      (
        ["auth": table(["bearer": .text("x")]), "headers": table(["AUTHORIZATION": .text("y")])],
        "http.get: option auth and the header authorization exclude each other: pass one of them."
      ),
      (["body": table([:])], "http.get: option body must be a string, found table: for a table, use json or form."),
      (
        ["body": .text(""), HTTPRequest.encodedJSONKey: .text("1")],
        "http.get: options body and json exclude each other: a request has one body."
      ),
      (["time_out": .integer(5)], "http.get: option time_out is unknown. Did you mean timeout?"),
      (["header": .integer(5)], "http.get: option header is unknown. Did you mean headers?"),
      (
        ["colour": .integer(5)],
        "http.get: option colour is unknown. The options are auth, body, cache, deadline, form, headers, json, max_body, query, redirects, retry, timeout, verify."
      ),
      (
        ["rate_limit": .integer(3)],
        "http.get: option rate_limit belongs to a client, whose requests share it: http.client { rate_limit = … }."
      ),
    ] as [(KeyValuePairs<String, LuaValue>, String)])
  func saysWhatIsWrong(options: KeyValuePairs<String, LuaValue>, message: String) {
    #expect(throws: HTTPOptionsError.self) { try parse(options) }
    do { _ = try parse(options) } catch { #expect(String(describing: error) == message) }
  }

  @Test(
    arguments: [
      ("GET", .integer(1), .nil, "http.get: the URL must be a string, found number 1."),
      ("GET", .nil, .nil, "http.get: the URL must be a string, found nil."),
      (
        "GET", .text("http://a/" + String(repeating: "x", count: 65_536)), .nil,
        "http.get: the URL has 65545 bytes, more than 65536: servers take a few thousand. Send data as the body."
      ),
      (
        "GET", .text("http://a/"), table(["query": table(["q": .text(String(repeating: "x", count: 65_536))])]),
        "http.get: option query has more than 65536 bytes. Send data as the body: json or form."
      ),
      (
        "post", .text("/items"), .nil,
        "http.post: the URL \"/items\" is not absolute: write it whole, as in https://api.example.com/items."
      ),
      (
        "GET", .text("http://u:p@a"), .nil,
        "http.get: the URL holds a user name or an @: pass auth = { basic = { user, password } } instead."
      ),
      ("GET", .text("http://a"), .integer(5), "http.get: the options must be a table, found number 5."),
      ("GET", .text("http://a"), list(.text("x")), "http.get: the options must have names, found the key number 1."),
      ("A B", .text("http://a"), .nil, "http.request: the method must be a word such as GET, found \"A B\"."),
      ("", .text("http://a"), .nil, "http.request: the method must be a word such as GET, found \"\"."),
      ("CONNECT", .text("http://a"), .nil, "http.request: the method CONNECT is for proxies, not for scripts."),
      (
        "TRACE", .text("http://a"), table(["body": .text("")]),
        "http.request: option body must be left out: a TRACE request has no body (RFC 9110 §9.3.8)."
      ),
    ] as [(String, LuaValue, LuaValue, String)])
  func saysWhatIsWrongWithTheCall(method: String, url: LuaValue, options: LuaValue, message: String) {
    do {
      _ = try HTTPRequest.parse(method: method, url: url, options: options)
      Issue.record("was accepted")
    } catch {
      #expect(error.description == message)
    }
  }

  @Test(
    arguments: [
      ("timout", "timeout"), ("HEADERS", "headers"), ("qurey", "query"), ("maxbody", "max_body"), ("xyz", nil),
      ("", nil),
    ] as [(String, String?)])
  func suggestsTheNearestName(typed: String, expected: String?) {
    #expect(Suggestion.nearest(to: typed, in: ["headers", "max_body", "query", "timeout"]) == expected)
  }
}
