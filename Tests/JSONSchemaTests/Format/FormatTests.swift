import JSONSchema
import Testing

@Suite struct FormatTests {
  @Test(arguments: [
    ("date", "2024-02-29", true), ("date", "2023-02-29", false), ("date-time", "2024-01-01T00:00:00.5+23:59", true),
    ("time", "23:59:60Z", true), ("time", "12:00:60Z", false), ("duration", "P1Y2M3DT4H5M6S", true),
    ("duration", "P1Y3D", false),
    ("duration", "PT1H6S", false), ("duration", "P1W", true), ("duration", "P", false),
    ("ipv4", "01.2.3.4", false), ("ipv4", "255.255.255.255", true), ("ipv6", "1::", true), ("ipv6", "::1.2.3.4", true),
    ("ipv6", "1:2:3:4:5:6:7::", true),
    ("ipv6", "1:2:3:4:5:6:7::8", false), ("hostname", "a.", false), ("hostname", "xn--bcher-kva.example", true),
    ("hostname", "xn--X", false),
    ("hostname", "xn--ls8h", false), ("idn-hostname", "bücher.example", true),
    ("idn-hostname", "Bücher.example", false),
    ("idn-hostname", "a\u{308}b", false), ("idn-hostname", "1host.אב", false), ("idn-hostname", "אב.אב1", true),
    ("idn-hostname", "☃.net", false),
    ("email", "a@b", true), ("email", "a b@c", false), ("email", "\"a\\\"b\"@c.d", true), ("email", "é@c.d", false),
    ("idn-email", "é@ü.d", true),
    ("uri", "http://[::1]:80/?a#b", true), ("uri", "http://a/%zz", false), ("uri", "http://a b", false),
    ("uri", "http://a:b/", false), ("uri", "a:[", false),
    ("uri", "http://[v1.x:y]/", true), ("uri-reference", "a/b:c", true), ("uri-reference", "1a:b", false),
    ("uri-reference", "", true),
    ("iri", "http://é/", true), ("uri", "http://é/", false), ("iri-reference", "\u{E000}", false),
    ("iri-reference", "?\u{E000}", true),
    ("uri-template", "{+a,b:3,c*}{?x.y}", true), ("uri-template", "{a", false), ("uri-template", "a}", false),
    ("uri-template", "{a:0}", false),
    ("json-pointer", "/a~2", false), ("relative-json-pointer", "1+2/a", true), ("relative-json-pointer", "01", false),
    ("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380", true), ("regex", "\\a", false), ("unknown", "anything", true),
  ])
  func checks(_ format: String, _ text: String, _ expected: Bool) throws {
    let schema = try Schema(["format": .string(format)], options: Schema.Options(assertsFormat: true))
    #expect(schema.isValid(.string(text)) == expected)
  }

  @Test func onlyDescribesUnlessAsked() throws {
    #expect(try Schema(["format": "date"]).isValid("never"))
  }

  @Test func checksContentWhenAsked() throws {
    let document: JSONValue = [
      "$schema": "http://json-schema.org/draft-07/schema#", "contentEncoding": "base64",
      "contentMediaType": "application/json",
    ]
    let schema = try Schema(document, options: Schema.Options(assertsContent: true))
    #expect(schema.isValid("eyJhIjoxfQ=="))
    #expect(!schema.isValid("eyJhIjox"))
    #expect(!schema.isValid("%%%%"))
    #expect(try Schema(document).isValid("%%%%"))
  }
}
