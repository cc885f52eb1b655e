import JSONSchema
import Testing

@Suite struct JSONParserTests {
  @Test(
    arguments: [
      ("null", nil), (" true ", true), ("[]", []), ("{}", [:]), ("-0", 0), ("1e2", 100), ("\"\\u00e9\"", "é"),
      ("\"\\uD83D\\uDC32\"", "🐲"), ("[1,[2,{\"a\":3}]]", [1, [2, ["a": 3]]]),
      ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{c}\n\r\t"),
      ("\"\u{7F}é日🐲\"", "\u{7F}é日🐲"),
    ] as [(String, JSONValue)])
  func readsValues(_ text: String, _ value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
  }

  @Test(arguments: [
    "", " ", "[1,]", "{\"a\":1,}", "{,}", "[", "{", "\"", "\"\\", "01", "1.", ".5", "+1", "1e", "-", "tru", "nul",
    "NaN", "'a'", "[1 2]",
    "{\"a\" 1}", "{a:1}", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\n\"",
    "\"\u{1}\"", "1 2", "\u{FEFF}1", "[1]x",
    "//a\n1", "{\"a\":}", "[,1]", "\u{A0}1",
  ])
  func refusesWhatIsNoJSON(_ text: String) {
    #expect(throws: JSONParseError.self) { try JSONValue(parsing: text) }
  }

  @Test(
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
    ] as [[UInt8]])
  func refusesWhatIsNotUTF8(_ bytes: [UInt8]) {
    #expect { try JSONValue(parsing: bytes) } throws: { ($0 as? JSONParseError)?.code == .invalidUTF8 }
  }

  @Test func tellsThePlace() throws {
    let error = try #require(throws: JSONParseError.self) { try JSONValue(parsing: "{\n  \"a\": tru\n}") }
    #expect(error.line == 2)
    #expect(error.column == 11)
    #expect(error.offset == 12)
    #expect(error.description == "Invalid JSON at line 2, column 11: expected `true`, found the byte 0xA.")
  }

  @Test func keepsTheLastOfADuplicate() throws {
    #expect(try JSONValue(parsing: #"{"a": 1, "b": 2, "a": 3}"#) == ["a": 3, "b": 2])
  }

  @Test(arguments: [
    "[1,2.0,1e3,-0,12345678901234567890.5]", #"{"b":1,"a":[{},[],null,true],"é":"\u0001\"\\/"}"#, "1E+2",
  ])
  func writesWhatItRead(_ text: String) throws {
    let value = try JSONValue(parsing: text)
    #expect(String(decoding: value.serialized(), as: UTF8.self) == text)
    #expect(try JSONValue(parsing: value.serialized(pretty: true)) == value)
  }

  @Test func indentsByTwo() {
    let value: JSONValue = ["a": [1, ["b": nil]], "c": [], "d": [:]]
    let text = "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": [],\n  \"d\": {}\n}"
    #expect(String(decoding: value.serialized(pretty: true), as: UTF8.self) == text)
  }

  @Test func limitsDepth() throws {
    let deep = String(repeating: "[", count: 513) + String(repeating: "]", count: 513)
    #expect { try JSONValue(parsing: deep) } throws: { ($0 as? JSONParseError)?.code == .tooDeep }
    #expect(throws: Never.self) { try JSONValue(parsing: deep, maximumDepth: 600) }
  }
}
