import Development
import JSONSchema
import Testing

/// Where two values differ, as `+path value`, `-path value`, `~path old new`.
struct JSONDifferenceTests {
  private static func text(_ difference: JSONDifference) -> String {
    func json(_ value: JSONValue) -> String { String(decoding: value.serialized(), as: UTF8.self) }
    switch difference.kind {
    case .added(let value): return "+\(difference.path) \(json(value))"
    case .removed(let value): return "-\(difference.path) \(json(value))"
    case .changed(let old, let new): return "~\(difference.path) \(json(old)) \(json(new))"
    }
  }

  @Test(arguments: [
    (#"{"a":1}"#, #"{"a":1.0}"#, []),
    (#"{"a":1}"#, #"{"a":2}"#, ["~a 1 2"]),
    (#"{"a":{"b":[1,2,3]}}"#, #"{"a":{"b":[1,2]}}"#, ["-a.b[3] 3"]),
    (#"{"a":[1,2,3]}"#, #"{"a":[0,1,2,3]}"#, ["+a[1] 0"]),
    (#"{"a":[1,2,3,4]}"#, #"{"a":[1,4]}"#, ["-a[2] 2", "-a[3] 3"]),
    (#"{"a":[]}"#, #"{"a":{}}"#, ["~a [] {}"]),
    (#"{"a":null}"#, #"{}"#, ["-a null"]),
    (#"{"b":1}"#, #"{"a b":1,"b":1,"1":2}"#, [#"+["a b"] 1"#, #"+["1"] 2"#]),
    (
      #"{"items":[{"id":"a","n":1},{"id":"b","n":2},{"id":"c","n":3}]}"#,
      #"{"items":[{"id":"c","n":3},{"id":"b","n":5},{"id":"d","n":4}]}"#,
      ["~items[2].n 2 5", #"+items[3] {"id":"d","n":4}"#, #"-items[1] {"id":"a","n":1}"#]
    ),
    (#"{"x":[{"v":1},{"v":2}]}"#, #"{"x":[{"v":1},{"v":3}]}"#, ["~x[2].v 2 3"]),
    (#"{"t":["a","b"]}"#, #"{"t":["b","a"]}"#, []),
    ("[1]", "7", ["~ [1] 7"]),
  ])
  func tellsThePlaces(_ old: String, _ new: String, _ expected: [String]) throws {
    let found = JSONDifference.between(try JSONValue(parsing: old), try JSONValue(parsing: new))
    #expect(found.map(Self.text) == expected)
  }

  @Test func looksForNoMoreThanAskedFor() throws {
    let new = JSONValue.array((0..<1000).map { .number(JSONNumber($0)) })
    #expect(JSONDifference.between(.array([]), new, limit: 5).count == 5)
  }
}
