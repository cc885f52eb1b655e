import Integrations
import Testing

@Suite struct HTTPDateTests {
  @Test(
    arguments: [
      ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"),
      ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37.000Z"),
      ("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37.000Z"),
      ("Thu, 29 Feb 2024 23:59:60 GMT", "2024-03-01T00:00:00.000Z"),
      ("Wed, 09-Jun-2021 10:18:14 GMT", "2021-06-09T10:18:14.000Z"),
      ("1 January 2000 0:0:0", "2000-01-01T00:00:00.000Z"),
      ("Sun, 06 Nov 1994", nil), ("08:49:37", nil), ("", nil), ("Sun, 32 Nov 1994 08:49:37 GMT", nil),
      ("Sun, 06 Nov 1994 24:00:00 GMT", nil), ("Sun, 06 Nov 1600 08:00:00 GMT", nil), ("60", nil),
    ] as [(String, String?)])
  func readsDates(text: String, expected: String?) {
    #expect(HTTPDate.parse(text)?.iso8601 == expected)
  }

  @Test(arguments: [
    ("https://a/x?page=2&api_key=abc", "https://a/x?page=2&api_key=••••"),
    ("https://a/x?X-Amz-Signature=abc&y", "https://a/x?X-Amz-Signature=••••&y"),
    ("https://a/x?q=token", "https://a/x?q=token"), ("https://a/x", "https://a/x"),
  ])
  func showsURLsWithoutSecrets(url: String, expected: String) {
    #expect(HTTPRequest(method: "GET", url: url).shownURL == expected)
  }
}
