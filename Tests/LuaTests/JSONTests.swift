import Testing

@testable import Lua

/// `json` as scripts see it, in a state of the host's. Tests/Sanitized/json has the codec's own, finer tests.
@Suite struct JSONTests {
  @Test(arguments: [
    "null", "[]", "{}", #"{"a":[],"b":{},"c":null}"#, "[[],[null],{}]", "9223372036854775807", "-9223372036854775808",
    "1.0", "-0.0", "0.1", "5e-324", "1.7976931348623157e308", "1e22", "100000.0", #""é€😀""#, #""\"\\\n\u0001""#,
  ])
  func survivesTheWayThroughLua(document: String) throws {
    #expect(try JSONState().encode(decoding: document) == document)
  }

  @Test(arguments: [
    ("9223372036854775808", "9.223372036854776e18"), (#"{"b":1,"a":2,"b":3}"#, #"{"a":2,"b":3}"#),
    (#""\ud800""#, "\"\u{FFFD}\""), ("1e2", "100.0"), ("-0", "-0.0"), ("1E-7", "1e-7"), ("  [ 1 , 2 ]\n", "[1,2]"),
  ])
  func normalizes(document: String, expected: String) throws {
    #expect(try JSONState().encode(decoding: document) == expected)
  }

  @Test(arguments: [
    (
      #"{"a": [1,\#n  2 x]}"#,
      "invalid JSON at byte 15 (line 2, column 5): expected ',' or ']' after a value, found 'x'"
    ),
    ("", "the text is empty"), ("\u{FEFF}{}", "byte order mark"), ("[1,]", "no comma after the last one"),
    ("{'a':1}", "strings take double quotes"),
    ("[1e400]", "larger than a 64-bit float"), (#"["abc"#, "ends inside the string that begins at byte 2"),
  ])
  func namesThePlaceOfAFault(document: String, text: String) throws {
    let state = try JSONState()
    let error = #expect(throws: LuaError.self) { try state.encode(decoding: document) }
    #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    ("{ items = { 1, 2, { when = 0 / 0 } } }", "value.items[3].when is NaN"),
    ("{ f = print }", "value.f is a function"),
    (#"{ ["a b"] = { math.huge } }"#, #"value["a b"][1] is infinity"#), ("{ 1, name = 2 }", "is a mixed table"),
    ("{ [1] = 1, [3] = 3 }", "has the index 3 but not 2"),
    (#"{ a = "\xFF" }"#, "value.a is a string that is not UTF-8"),
    ("{ [true] = 1 }", "has a key that is a boolean"), ("(function() local t = {} t.t = t return t end)()", "a cycle"),
  ])
  func namesThePathOfWhatHasNoText(value: String, text: String) throws {
    let state = try JSONState()
    let error = #expect(throws: LuaError.self) { try state.encode(value) }
    #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
  }

  @Test func textIsTheSameWhateverTheHashSeed() throws {
    let table = "(function() local t = {} for i = 1, 200 do t['k' .. i * 7919 % 200] = i end return t end)()"
    #expect(try JSONState().encode(table) == JSONState().encode(table))
  }

  @Test func nullSaysWhatItIsWhenIndexed() throws {
    let state = try JSONState()
    let error = #expect(throws: LuaError.self) { try state.encode(#"json.decode('{"a":null}').a.owner"#) }
    #expect(error?.message.contains("attempt to index json.null (field 'owner')") == true)
  }

  /// Fails the n-th allocation of the whole life of a state, and all after it, for every n.
  @Test func everyFailedAllocationIsAMemoryError() throws {
    let value = #"json.decode('{"list":[1,2.5,"\\u00e9",{"a":null}],"long":"' .. ('x'):rep(100) .. '"}')"#
    var allocation = 1
    while true {
      do {
        _ = try JSONState(failingAllocation: allocation).encode(value)
        break
      } catch let error as LuaError {
        #expect(error.code == .memory, "allocation \(allocation): \(error.message)")
      }
      allocation += 1
    }
    #expect(allocation > 100)
  }
}
