import JSONSchema
import Testing

@testable import YAML

/// YAML read as JSON: the core schema, and what is refused.
@Suite struct YAMLDocumentTests {
  @Test(arguments: [
    ("", "null"), ("# nothing", "null"), ("~", "null"), ("[null, Null, NULL, ~, ]", "[null,null,null,null]"),
    ("[true, False, yes, on, no, n]", #"[true,false,"yes","on","no","n"]"#),
    ("[1, -2, +3, 007, 0x1F, 0o17, 9223372036854775808]", "[1,-2,3,7,31,15,9223372036854775808]"),
    ("[1.5, .5, 5., -1e3, +1.5E-3, 1_000, .inf]", #"[1.5,0.5,5,-1e3,1.5e-3,"1_000",".inf"]"#),
    ("['1', \"true\", !!int '5']", #"["1","true",5]"#),
    ("a: 1\nb:\n  - x\n  - {c: d}", #"{"a":1,"b":["x",{"c":"d"}]}"#),
    ("{\"a\": [1, 2]}", #"{"a":[1,2]}"#),
    ("1: x\ntrue: y", #"{"1":"x","true":"y"}"#),
    ("text: |\n  one\n  two\nfolded: >\n  one\n  two", #"{"folded":"one two","text":"one\ntwo\n"}"#),
    ("base: &b {x: 1}\nuse: *b", #"{"base":{"x":1},"use":{"x":1}}"#),
    ("base: &b {x: 1, y: 1}\nuse: {<<: *b, y: 2}", #"{"base":{"x":1,"y":1},"use":{"x":1,"y":2}}"#),
    ("- &a {x: 1}\n- &b {x: 2, y: 2}\n- <<: [*a, *b]", #"[{"x":1},{"x":2,"y":2},{"x":1,"y":2}]"#),
    ("'<<': 1", #"{"<<":1}"#), ("&k key: v\nd: *k", #"{"d":"key","key":"v"}"#),
    ("a: &x 1\nb: *x\nc: &x 2\nd: *x", #"{"a":1,"b":1,"c":2,"d":2}"#), ("a: 1\n...\n", #"{"a":1}"#),
    ("a: !Ref 5\nb: !!str 5\nc: ! 5\nd: !Sub [x]", #"{"a":"5","b":"5","c":"5","d":["x"]}"#),
    ("version: 1.10\ndate: 2026-11-24\ntime: 12:30", #"{"date":"2026-11-24","time":"12:30","version":1.10}"#),
    ("a: é\nb: \"\\u00e9\"", #"{"a":"é","b":"é"}"#),
  ])
  func reads(text: String, expected: String) throws {
    let value = try YAMLDocument.value(of: Array(text.utf8))
    #expect(try value == JSONValue(parsing: expected), "\(String(decoding: value.serialized(), as: UTF8.self))")
  }

  @Test(arguments: [
    ("a: [1, 2", "while parsing a flow sequence: did not find expected ',' or ']' (line 2"),
    ("a:\n\t- 1", "line 2, column 1"), ("a: 1\na: 2", "the key \"a\" is there twice (line 2"),
    ("[x]: 1", "a key must be a text (line 1, column 1)"), ("a: *b", "undefined alias"),
    ("a: &x [*x]", "the alias *x is inside what it stands for (line 1, column 8)"),
    ("a: 1\n---\nb: 2", "there is a second document (line 2, column 1)"),
    ("<<: 1", "<< merges mappings, and lists of them only (line 1, column 5)"),
    ("a: &a {}\nb: {<<: *a, <<: *a}", "the key << is there twice"),
    ("&a a: 1\n? [*a]\n: 2", "a key must be a text"),
    ("a: &a [1]\n*a : 2", "a key must be a text"),
    (String(repeating: "[", count: 501), "nested deeper than 500 levels"),
    ("\u{1}", "control characters are not allowed"),
  ])
  func refuses(text: String, expected: String) {
    #expect {
      try YAMLDocument.value(of: Array(text.utf8))
    } throws: { error in
      "\(error)".contains(expected)
    }
  }

  @Test func refusesAliasesThatStandForBillions() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      let references = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(references)]\n"
    }
    #expect {
      try YAMLDocument.value(of: Array(text.utf8))
    } throws: { error in
      "\(error)".contains("stand for more than 1000000 values")
    }
  }

  @Test func readsManyAnchorsInLinearTime() throws {
    // By libyaml's own composer this would be ten billion comparisons.
    let lines = (0..<100_000).map { "- &a\($0) x\n- *a\($0)\n" }
    guard case .array(let items) = try YAMLDocument.value(of: Array(lines.joined().utf8)) else {
      Issue.record("no list")
      return
    }
    #expect(items.count == 200_000)
  }

  @Test func refusesAliasesOfLongTexts() {
    let text = "- &a \"" + String(repeating: "x", count: 1_000_000) + "\"\n" + String(repeating: "- *a\n", count: 17)
    #expect {
      try YAMLDocument.value(of: Array(text.utf8))
    } throws: { error in
      "\(error)".contains("16777216 bytes")
    }
  }

  @Test func readsAllDocuments() throws {
    func all(_ text: String) throws -> [JSONValue] { try YAMLDocument.values(of: Array(text.utf8)) }
    #expect(try all("") == [])
    #expect(try all("a: 1\n---\n---\n- x\n...\n---\ny") == [["a": 1], .null, ["x"], "y"])
    #expect(throws: YAMLError.self) { try all("&a x\n---\n*a") }
  }

  private static let large = [
    "values": String(repeating: "- x\n", count: 20_000), "text": "a: " + String(repeating: "text", count: 100_000),
    "aliases": "a: &a [" + String(repeating: "x, ", count: 1000) + "]\nb: [" + String(repeating: "*a, ", count: 50)
      + "]",
  ]

  @Test(arguments: large.keys.sorted()) func keepsToItsCharge(name: String) throws {
    let text = try #require(Self.large[name])
    var charged = 0
    _ = try YAMLDocument.value(of: Array(text.utf8)) { more in
      charged += more
      return true
    }
    #expect(charged > text.utf8.count)
    #expect {
      try YAMLDocument.value(of: Array(text.utf8)) { more in
        charged -= more
        return charged > 0
      }
    } throws: { error in
      (error as? YAMLError)?.isMemory == true
    }
  }
}
