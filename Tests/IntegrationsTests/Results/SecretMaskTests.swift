import Testing

@testable import Integrations

@Suite struct SecretMaskTests {
  @Test(arguments: [
    (#"{"a":["x hunter2 y",12345],"hunter2":true}"#, #"{"a":["x •••• y","••••"],"••••":true}"#),
    (#"{"a":"q\"uote","b":"\/hunt\u0065r2"}"#, #"{"a":"••••","b":"/••••"}"#),
    (#"{"a":123456,"b":"hunter","c":"\n"}"#, #"{"a":123456,"b":"hunter","c":"\n"}"#),
    (#"{"a":123456,"b":1.50}"#, #"{"a":123456,"b":1.50}"#),
  ])
  func hidesSecretsInData(data: String, shown: String) {
    var result = TaskResult(
      name: "a", title: "A", kind: .collector, severity: .low, location: SourceLocation(file: "collectors/a.lua"))
    result.data = Array(data.utf8)
    let masked = SecretMask(["hunter2", "12345", "q\"uote"]).apply(to: result)
    #expect(masked.data.map { String(decoding: $0, as: UTF8.self) } == shown)
  }

  @Test(arguments: [
    ("as hunter2, or hunter2", "as ••••, or ••••"), ("one%20two and one two", "•••• and ••••"),
    ("an x, not axis", "an ••••, not axis"),
    ("hunter", "hunter"), ("", ""),
  ])
  func hidesSecretsInText(text: String, shown: String) {
    #expect(SecretMask(["hunter2", "one two", "x"]).apply(to: text) == shown)
  }
}
