import JSONSchema
import Testing

@testable import JSONText

struct JSONTextTests {
  private func appending(_ value: JSONValue, to text: String, at path: [String] = []) throws -> String {
    var json = try JSONText(Array(text.utf8))
    try json.append(value, to: path)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private func adding(_ key: String, _ value: JSONValue, to text: String, at path: [String] = []) throws -> String {
    var json = try JSONText(Array(text.utf8))
    try json.add(key, value, to: path)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  @Test func appendsInTheIndentationOfTheFile() throws {
    #expect(
      try appending(["name": "b"], to: "[\n    {\"name\": \"a\"}\n]\n")
        == "[\n    {\"name\": \"a\"},\n    { \"name\": \"b\" }\n]\n")
    #expect(try appending(2, to: "[\n\t1\n]") == "[\n\t1,\n\t2\n]")
  }

  @Test func keepsLineBreaksOfWindows() throws {
    #expect(try appending(2, to: "[\r\n  1\r\n]\r\n") == "[\r\n  1,\r\n  2\r\n]\r\n")
    let long = JSONValue.string(String(repeating: "x", count: 100))
    let text = try appending(["a": long, "b": long], to: "[\r\n  1\r\n]\r\n")
    #expect(text.utf8.count { $0 == 0x0A } == text.utf8.count { $0 == 0x0D })
  }

  @Test func keepsAFileThatIsOneLine() throws {
    #expect(try appending(["n": 2], to: #"[{"n":1},{"n":3}]"#) == #"[{"n":1},{"n":3},{"n":2}]"#)
    #expect(try appending(["n": 2], to: #"[{"n":1}]"#) == #"[{"n":1},{"n":2}]"#)
    #expect(try appending("c", to: #"["a", "b"]"#) == #"["a", "b", "c"]"#)
  }

  @Test(arguments: ["[]", "[ ]", "[\n]"])
  func opensAnEmptyList(text: String) throws {
    #expect(try appending(1, to: text + "\n") == "[\n  1\n]\n")
  }

  @Test func findsTheListInAnObject() throws {
    let text = "{\n  \"$schema\": \"x\",\n  \"integrations\": []\n}"
    #expect(
      try appending(1, to: text, at: ["integrations"])
        == "{\n  \"$schema\": \"x\",\n  \"integrations\": [\n    1\n  ]\n}")
  }

  @Test func keepsCommentsAndTrailingCommas() throws {
    let text = "{\n  // what this is for\n  \"a\": [\n    \"x\", // the first\n  ], /* end */\n}"
    let expected = "{\n  // what this is for\n  \"a\": [\n    \"x\",\n    \"y\", // the first\n  ], /* end */\n}"
    #expect(try appending("y", to: text, at: ["a"]) == expected)
    #expect(try adding("b", 1, to: "{\n  \"a\": 1 // one\n}") == "{\n  \"a\": 1,\n  \"b\": 1 // one\n}")
  }

  @Test func keepsAByteOrderMark() throws {
    #expect(try appending(1, to: "\u{FEFF}[]") == "\u{FEFF}[\n  1\n]")
  }

  @Test func laysOutLongValuesOverLines() throws {
    let entry: JSONValue = .object([
      "name": "x", "schema": .object(["type": "object", "properties": .object(["a": .object(["type": "string"])])]),
    ])
    #expect(
      try appending(entry, to: "[\n  1\n]") == """
        [
          1,
          {
            "name": "x",
            "schema": {
              "type": "object",
              "properties": {
                "a": { "type": "string" }
              }
            }
          }
        ]
        """)
  }

  @Test(arguments: [
    ("[1, 2", 1, 6, "']' is missing at the end."), ("[1 2]", 1, 4, "',' or ']' is expected here."),
    ("{\n  a: 1\n}", 2, 3, "A key in quotes is expected here."),
    ("[1] x", 1, 5, "There is more after the end of the value."),
    ("", 1, 1, "A value is expected, found the end."), ("[\"a\n\"]", 1, 2, "The text that starts here has no end."),
    ("[/* ]", 1, 2, "The comment has no end."), ("{\"a\" 1}", 1, 6, "':' is expected after the key."),
    ("[nul]", 1, 2, "This is no JSON value."),
  ])
  func tellsWhereATextIsBroken(text: String, line: Int, column: Int, message: String) throws {
    let error = #expect(throws: JSONTextError.self) { try JSONText(Array(text.utf8)) }
    #expect(error?.description == message)
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  @Test func refusesWhatIsNestedWithoutEnd() {
    #expect(throws: JSONTextError.self) { try JSONText(Array(repeating: 0x5B, count: 100_000)) }
  }
}
