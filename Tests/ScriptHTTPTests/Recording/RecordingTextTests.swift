import Integrations
import Testing

@testable import ScriptHTTP

/// The text form of recordings: what survives, and what damaged ones are told.
@Suite struct RecordingTextTests {
  private static func response(
    _ status: Int = 200, headers: [HTTPHeader] = [], body: [UInt8] = [], url: String = "http://a/x"
  ) -> HTTPResponse {
    HTTPResponse(status: status, headers: headers, body: body, url: url, elapsed: .microseconds(1_020_304))
  }

  private static let get = Recording.Request(method: "GET", url: "http://a/x")

  private static func post(_ body: [UInt8]?) -> Recording.Request {
    Recording.Request(
      method: "POST", url: "http://a/x?q=1", headers: [HTTPHeader(name: "accept", value: "a: b, c")], body: body)
  }

  static let recordings: [Recording] =
    bodies.map { Recording(request: get, outcome: .response(response(body: $0))) }
    + bodies.map { Recording(requester: "t", request: post($0), outcome: .response(response(204))) } + [
      Recording(request: post(nil), outcome: .response(response())),
      Recording(request: get, outcome: .response(secured)),
      Recording(request: .init(method: "HEAD", url: "http://a/x"), outcome: .response(response(200, headers: length))),
      Recording(request: get, outcome: .response(response(304, headers: length))),
      Recording(request: get, outcome: .response(response(302, headers: cookies, url: "http://a/other"))),
      Recording(
        request: .init(method: "GET", url: "https://a/", verify: false, redirects: 0),
        outcome: .failure(HTTPFailure(kind: .tls, message: "no: good.", url: "https://a/"))),
      Recording(
        request: get,
        outcome: .failure(HTTPFailure(kind: .timeout, message: "late.", url: "http://b/", isTransient: false))),
    ]

  private static let secured = {
    var answer = response()
    answer.httpVersion = "2"
    answer.tls = TLSFacts(
      version: "TLSv1.3", subject: "CN=a: b", issuer: "O=Example", notBefore: "2024-01-01T00:00:00Z",
      expires: "2025-01-01T00:00:00Z", names: ["example.com", "*.example.com"])
    return answer
  }()

  private static let length = [HTTPHeader(name: "Content-Length", value: "12")]
  private static let cookies = ["a=1", "b=2"].map { HTTPHeader(name: "Set-Cookie", value: $0) }

  private static let bodies: [[UInt8]] = [
    [], Array("\n".utf8), Array("\n\n".utf8), Array("{}".utf8), Array("{}\n".utf8), Array("< 200\n> x\n\n* y\r\n".utf8),
    Array("grün •\t.".utf8), Array(" \n ".utf8), [0], [0xFF, 0xFE], Array(0...255), Array(repeating: 7, count: 100),
    Array("\r\n".utf8), Array("# luahost recording 1\n".utf8),
  ]

  @Test(arguments: recordings.indices)
  func survivesPrintingAndParsing(index: Int) throws {
    let recording = Self.recordings[index]
    let text = recording.printed()
    let parsed = try Recording(parsing: text)
    #expect(parsed.printed() == text)
    #expect(parsed.request == recording.request)
    #expect(parsed.requester == recording.requester)
    switch (parsed.outcome, recording.outcome) {
    case (.response(let one), .response(let other)):
      #expect(one.status == other.status)
      #expect(one.headers == other.headers)
      #expect(one.body == other.body)
      #expect(one.url == other.url)
      #expect(one.redirectedFrom == other.redirectedFrom)
      #expect(one.tls == other.tls)
      #expect(one.httpVersion == other.httpVersion)
      #expect(abs(one.elapsed.seconds - other.elapsed.seconds) < 0.000001)
    case (.failure(let one), .failure(let other)):
      #expect(one.kind == other.kind)
      #expect(one.message == other.message)
      #expect(one.url == other.url)
      #expect(one.isTransient == other.isTransient)
    default: Issue.record("an answer became a failure, or the other way round")
    }
  }

  @Test func isReadable() {
    var response = Self.response(200, headers: Self.cookies, body: Array("{\n}".utf8), url: "http://a/y")
    response.redirectedFrom = ["http://a/x"]
    let recording = Recording(
      requester: "list", request: Self.post(Array("a\nb".utf8)), outcome: .response(response))
    #expect(
      String(decoding: recording.printed(), as: UTF8.self) == """
        # luahost recording 1
        * task: list
        > POST http://a/x?q=1
        > accept: a: b, c
        >
        > a
        > b
        < 200
        < Set-Cookie: a=1
        < Set-Cookie: b=2
        * url: http://a/y
        * redirected-from: http://a/x
        * elapsed: 1.020304

        {
        }

        """)
  }

  @Test func takesWhatAPersonWrites() throws {
    let text = """
      # luahost recording 1
      # Three pages were too many.
      >GET http://a/x
      > Accept:application/json
      <200 OK
      # no more headers

      {}
      """
    let recording = try Recording(parsing: Array(text.utf8))
    #expect(recording.request.headers == [HTTPHeader(name: "Accept", value: "application/json")])
    guard case .response(let response) = recording.outcome else {
      Issue.record("it is no answer")
      return
    }
    #expect(response.text == "{}")
  }

  /// Wherever a file is cut, or a byte is missing, it is read or refused with a line of the file.
  @Test(arguments: recordings.indices)
  func readsOrRefusesWhatIsDamaged(index: Int) {
    let text = Self.recordings[index].printed()
    let lines = text.count { $0 == UInt8(ascii: "\n") } + 1
    for place in text.indices {
      for damaged in [Array(text[..<place]), Array(text[..<place] + text[(place + 1)...])] {
        do throws(RecordingFault) {
          _ = try Recording(parsing: damaged).printed()
        } catch {
          #expect(1...lines ~= error.line)
        }
      }
    }
  }

  @Test(arguments: [
    ("", 1, "The file is empty"),
    ("GET http://a/\n", 1, "The first line is another"),
    ("# luahost recording 1\r\n> GET http://a/\r\n", 1, "end with LF alone"),
    ("# luahost recording 2\n", 1, "The first line is another"),
    ("# luahost recording 1\n", 1, "There is no request"),
    ("# luahost recording 1\n> GET http://a/\n", 2, "There is no answer"),
    ("# luahost recording 1\n> GET\n", 2, "needs a method and an absolute URL"),
    ("# luahost recording 1\n> GET /x\n", 2, "needs a method and an absolute URL"),
    ("# luahost recording 1\n< 200\n", 2, "an answer before any request"),
    ("# luahost recording 1\n! tls x\n", 2, "a failure before any request"),
    ("# luahost recording 1\n> GET http://a/\n< x\n", 3, "needs a status"),
    ("# luahost recording 1\n> GET http://a/\n< 20\n", 3, "needs a status"),
    ("# luahost recording 1\n> GET http://a/\n> accept\n", 3, "A header needs a name and a colon"),
    ("# luahost recording 1\n> GET http://a/\n< 200\n< a b: c\n", 4, "A header needs a name and a colon"),
    ("# luahost recording 1\n> GET http://a/\n< 200\n> a: b\n", 4, "The request stands after the answer"),
    ("# luahost recording 1\n> GET http://a/\n! broken x\n", 3, "no kind of failure \"broken\""),
    ("# luahost recording 1\n> GET http://a/\n! tls x\n< 200\n", 4, "an answer beside a failure"),
    ("# luahost recording 1\n> GET http://a/\n< 200\n! tls x\n", 4, "a failure beside an answer"),
    ("# luahost recording 1\n> GET http://a/\n< 200\n* speed: 1\n", 4, "no fact \"speed\" of an answer"),
    ("# luahost recording 1\n> GET http://a/\n* verify: no\n", 3, "verify is true or false"),
    ("# luahost recording 1\n> GET http://a/\n* redirects: -1\n", 3, "whole number from 0"),
    ("# luahost recording 1\n> GET http://a/\n< 200\n* elapsed: soon\n", 4, "number of seconds"),
    ("# luahost recording 1\n> GET http://a/\n< 200\n* body: gzip\n", 4, "text or base64"),
    ("# luahost recording 1\n> GET http://a/\n< 200\n* body: base64\n\n%%%\n", 5, "not Base64"),
    ("# luahost recording 1\n> GET http://a/\n< 200\n{}\n", 4, "an empty line stands before the body"),
  ])
  func saysWhereItIsDamaged(text: String, line: Int, message: String) {
    let fault = #expect(throws: RecordingFault.self) { _ = try Recording(parsing: Array(text.utf8)) }
    #expect(fault?.line == line)
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
  }
}
