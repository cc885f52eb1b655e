import Integrations
import Testing

@testable import ScriptHTTP

/// Which requests are the same.
@Suite struct RequestKeyTests {
  private func key(_ url: String, headers: [HTTPHeader] = [], body: String? = nil) -> RequestKey {
    RequestKey(
      Recording.Request(method: "POST", url: url, headers: headers, body: body.map { Array($0.utf8) }))
  }

  @Test(arguments: [
    ("http://a/?b=1&a=2", "http://a/?a=2&b=1"),
    ("http://a/?since=2024-02-29T15:04:05Z", "http://a/?since=2025-01-01T00:00:00.5+01:00"),
    ("http://a/?since=2024-02-29T15%3A04%3A05%2B01%3A00", "http://a/?since=2025-01-01T00%3A00%3A00Z"),
    ("http://a/?q=created:2024-02-29", "http://a/?q=created:2025-03-01"),
    ("http://a/logs/2024-02-29/x", "http://a/logs/2024-03-01/x"),
    ("http://a/?updated_at=1709219045", "http://a/?updated_at=1809219045"),
    ("http://a/?start=1709219045000", "http://a/?start=1809219045000"),
    ("http://a/?X-Amz-Date=20240229T150405Z", "http://a/?X-Amz-Date=1"),
    ("http://a/?X-Amz-Credential=A/20240229/x", "http://a/?X-Amz-Credential=2"),
    ("http://a/?oauth_nonce=1", "http://a/?oauth_nonce=2"),
    ("http://a/••••", "http://a/%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2"),
  ])
  func leavesOutOfTheURLWhatIsAnotherEachTime(one: String, other: String) {
    #expect(key(one) == key(other))
    #expect(key(one).hash == key(other).hash)
  }

  @Test(arguments: [
    ("http://a/?page=1", "http://a/?page=2"), ("http://a/x", "http://a/y"), ("http://a/", "https://a/"),
    ("http://a/?id=1709219045", "http://a/?id=1809219045"), ("http://a/1234-56-789", "http://a/1234-56-788"),
    ("http://a/?start=17", "http://a/?start=18"),
  ])
  func tellsOtherURLsApart(one: String, other: String) {
    #expect(key(one) != key(other))
    #expect(key(one).hash != key(other).hash)
  }

  @Test(arguments: [
    (#"{"nonce":"a","n":1}"#, #"{"nonce":"b","n":1}"#, true), (#"{"from":1709219045}"#, #"{"from":1809219045}"#, true),
    (#"{"n":1}"#, #"{"n":2}"#, false), ("a=1&b=2", "b=2&a=1", true),
    ("Action=List&Timestamp=2024-02-29T15%3A04%3A05Z", "Action=List&Timestamp=2025-02-28T15%3A04%3A05Z", true),
    ("Action=List", "Action=Get", false), (#"{"t":"2024-02-29 15:04"}"#, #"{"t":"2024-03-29 16:05"}"#, true),
  ])
  func comparesBodies(one: String, other: String, isSame: Bool) {
    #expect((key("http://a/", body: one) == key("http://a/", body: other)) == isSame)
  }

  @Test(arguments: [
    ("X-Amz-Target", false), ("Accept", false), ("Range", false), ("If-None-Match", false), ("Authorization", true),
    ("User-Agent", true), ("Date", true),
  ])
  func comparesTheHeadersThatChooseAnAnswer(name: String, isSame: Bool) {
    let one = key("http://a/", headers: [HTTPHeader(name: name, value: "1")])
    let other = key("http://a/", headers: [HTTPHeader(name: name, value: "2")])
    #expect((one == other) == isSame)
  }

  @Test(arguments: [
    ("http://127.0.0.1:8080/v1/items?page=2", nil, "127.0.0.1_8080/POST-v1_items-"),
    ("https://api.example.com/", "Action=ListUsers&Version=2010-05-08", "api.example.com/POST-ListUsers-"),
    ("https://api.example.com/graphql", #"{"operationName":"Members"}"#, "api.example.com/POST-graphql-Members-"),
    ("http://[::1]/../../etc/%2e%2e/passwd", nil, "_1/POST-.._.._etc_.._passwd-"),
  ])
  func givesFilesNamesThatTell(url: String, body: String?, name: String) {
    let request = Recording.Request(method: "POST", url: url, body: body.map { Array($0.utf8) })
    let found = RecordingName(request, key: RequestKey(request))
    #expect("\(found.folder)/\(found.stem)".hasPrefix(name), "\(found.folder)/\(found.stem)")
    #expect(!found.stem.contains("/"))
  }
}
