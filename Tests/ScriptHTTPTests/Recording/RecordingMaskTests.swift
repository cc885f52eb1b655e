import Integrations
import Testing

@testable import ScriptHTTP

/// What recordings do not show.
@Suite struct RecordingMaskTests {
  private static let token = "ghp_0123456789abcdefXYZ"

  private func masked(
    url: String = "http://a/", headers: [HTTPHeader] = [], body: String? = nil, secrets: [String] = []
  ) -> Recording.Request {
    var request = HTTPRequest(method: "POST", url: url, headers: headers)
    request.body = body.map { Array($0.utf8) }
    return RecordingMask(secrets: secrets).masked(request)
  }

  @Test(arguments: [
    ("Authorization", "Bearer abc", "Bearer ••••"), ("authorization", "Basic dTpw", "Basic ••••"),
    ("Authorization", "AWS4-HMAC-SHA256 Credential=AKIA/x, Signature=1f", "AWS4-HMAC-SHA256 ••••"),
    ("Authorization", "abc", "••••"), ("Proxy-Authorization", "Basic x", "Basic ••••"),
    ("X-Amz-Security-Token", "abc", "••••"), ("X-Api-Key", "abc", "••••"), ("Private-Token", "abc", "••••"),
    ("X-Vault-Token", "abc", "••••"), ("DD-APPLICATION-KEY", "abc", "••••"),
    ("Cookie", "a=1; b=2", "a=••••; b=••••"), ("x-amz-date", "20240229T150405Z", "••••"),
    ("Idempotency-Key", "5b1c", "••••"), ("Accept", "application/json", "application/json"),
    ("Referer", "http://a/?access_token=x&y=1", "http://a/?access_token=••••&y=1"),
    ("X-GitHub-Api-Version", "2022-11-28", "2022-11-28"),
  ])
  func hidesCredentialsInHeaders(name: String, value: String, shown: String) {
    #expect(masked(headers: [HTTPHeader(name: name, value: value)]).headers.map(\.value) == [shown])
  }

  @Test(arguments: [
    ("http://a/x?page=2&access_token=x1&b=", "http://a/x?page=2&access_token=••••&b="),
    ("http://a/x?api%5Fkey=x1", "http://a/x?api%5Fkey=••••"),
    ("https://b/o?X-Amz-Signature=ff00&X-Amz-Expires=60", "https://b/o?X-Amz-Signature=••••&X-Amz-Expires=60"),
    ("https://b/o?sig=a%2Fb&se=1", "https://b/o?sig=••••&se=1"), ("https://b/?token=", "https://b/?token="),
    ("https://b/?next_token=x", "https://b/?next_token=x"),
  ])
  func hidesCredentialsInQueries(url: String, shown: String) { #expect(masked(url: url).url == shown) }

  @Test(arguments: [
    (#"{"access_token":"a\"b","n":1}"#, #"{"access_token":"••••","n":1}"#),
    (
      #"{ "Credentials" : { "SecretAccessKey" : "x" , "SessionToken": "y" } }"#,
      #"{ "Credentials" : { "SecretAccessKey" : "••••" , "SessionToken": "••••" } }"#
    ),
    (#"{"password":true,"token":null,"refreshToken":""}"#, #"{"password":true,"token":null,"refreshToken":""}"#),
    (#"[{"id_token":"x"},{"client-secret":"y"}]"#, #"[{"id_token":"••••"},{"client-secret":"••••"}]"#),
    (#"{"next":"http://a/?access_token=x&page=2"}"#, #"{"next":"http://a/?access_token=••••&page=2"}"#),
    ("grant_type=password&username=u&password=p&code=c", "grant_type=password&username=u&password=••••&code=••••"),
    ("client_secret=s", "client_secret=••••"),
    (
      "<R><SecretAccessKey>s</SecretAccessKey><Code>c</Code></R>",
      "<R><SecretAccessKey>••••</SecretAccessKey><Code>c</Code></R>"
    ),
    (#"{"password":"unfinished"#, #"{"password":"••••"#), (#"{"password":"\"#, #"{"password":"••••"#),
    ("password is a word", "password is a word"), ("<password>", "<password>"), ("\"password\":", "\"password\":"),
  ])
  func hidesCredentialsInBodies(body: String, shown: String) {
    #expect(masked(body: body).body.map { String(decoding: $0, as: UTF8.self) } == shown)
  }

  @Test func hidesSecretsOfTheConfigInEveryForm() {
    let request = masked(
      url: "http://a/p%20s%22x", headers: [HTTPHeader(name: "X-Note", value: "see p s\"x")],
      body: #"{"text":"p s\"x"}"#, secrets: ["p s\"x"])
    #expect(request.url == "http://a/••••")
    #expect(request.headers.map(\.value) == ["see ••••"])
    #expect(request.body == Array(#"{"text":"••••"}"#.utf8))
  }

  @Test(arguments: ["", "u:", "me:", "you:", "them:"], ["", "!", "??", "end"])
  func hidesSecretsInsideOfBase64(before: String, after: String) {
    let secret = "pa55~word?>!"
    let encoded = Base64.encode(Array((before + secret + after).utf8))
    let shown = masked(body: "{\"echo\":\"\(encoded)\"}", secrets: [secret]).body ?? []
    let text = String(decoding: shown, as: UTF8.self)
    #expect(text.contains("••••"), "\(encoded)")
    // At most what it shares a Base64 digit with is left at either end.
    #expect(text.utf8.count - #"{"echo":""}"#.utf8.count - "••••".utf8.count <= encoded.utf8.count - 14)
  }

  @Test func hidesWhatTheClientCallsACredential() {
    var request = HTTPRequest(method: "GET", url: "http://a/")
    request.credentials = HTTPCredentials(
      headers: [HTTPHeader(name: "X-Odd", value: Self.token)], query: "api_key=0123456789abcdefZZ")
    let mask = RecordingMask(secrets: [])
    #expect(mask.masked(request).headers == [HTTPHeader(name: "X-Odd", value: "••••")])
    request = HTTPRequest(method: "GET", url: "http://a/\(Self.token)/0123456789abcdefZZ")
    #expect(mask.masked(request).url == "http://a/••••/••••")
  }

  @Test func hidesAnswersAndKeepsWhatInsightsJudge() {
    let response = HTTPResponse(
      status: 200,
      headers: [
        HTTPHeader(name: "Set-Cookie", value: "sid=abc; Secure; HttpOnly"),
        HTTPHeader(name: "Set-Cookie", value: "old=; Max-Age=0"),
        HTTPHeader(name: "GitHub-Authentication-Token-Expiration", value: "2024-01-01"),
        HTTPHeader(name: "Location", value: "/cb?code=xyz&state=1"),
      ], body: [], url: "http://a/?token=x", elapsed: .zero)
    guard case .response(let shown) = RecordingMask(secrets: []).masked(.success(response)) else { return }
    #expect(
      shown.headers.map(\.value) == [
        "sid=••••; Secure; HttpOnly", "old=; Max-Age=0", "2024-01-01", "/cb?code=••••&state=1",
      ])
    #expect(shown.url == "http://a/?token=••••")
  }

  /// What is cut anywhere is masked as far as it goes, and what was masked once stays as it is.
  @Test func masksWhatIsCutShort() {
    let body = Array(
      #"{"a":"\"","password":"hunter22","n":[1,{"token" : "x\\"}],"q":"?sig=hunter22&b=%"}<Secret>hunter22</Secret>"#
        .utf8)
    let mask = RecordingMask(secrets: [])
    for end in body.indices {
      var request = HTTPRequest(method: "POST", url: "http://a/")
      request.body = Array(body[..<end])
      let shown = mask.masked(request)
      request.body = shown.body
      #expect(mask.masked(request).body == shown.body)
      let text = String(decoding: shown.body ?? [], as: UTF8.self)
      #expect(!text.hasPrefix(#"{"a":"\"","password":"h"#))
    }
  }

  @Test(arguments: [
    (token, true), ("0123456789abcdef", true), ("password12345", false), ("averylongwordindeed", false),
    ("1234567890123456", false), ("has spaces 0123456789", false),
  ])
  func looksElsewhereForNothingButTokens(value: String, isDistinctive: Bool) {
    #expect(LearnedTokens.isDistinctive(Array(value.utf8)[...]) == isDistinctive)
  }

  @Test func findsEveryTokenItLearned() {
    var tokens = LearnedTokens()
    for number in 0..<500 { tokens.insert(Array("token-0123456789-\(number)".utf8)) }
    let text = Array("x token-0123456789-7 token-0123456789-77, token-0123456789-".utf8)
    #expect(tokens.ranges(in: text) == [2..<20, 21..<40])
  }
}
