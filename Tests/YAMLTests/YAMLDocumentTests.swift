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
    ("a: &x [*x]", "nested deeper than 500 levels"), ("\u{1}", "control characters are not allowed"),
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
}
