import JSONSchema
import Testing

@Suite struct JSONPointerTests {
  @Test(arguments: [("", 0), ("/foo/0", 1), ("/", 2), ("/a~1b", 3), ("/m~0n", 4), ("/ ", 5)])
  func resolves(_ text: String, _ expected: Int) throws {
    let document: JSONValue = ["foo": [1, "baz"], "": 2, "a/b": 3, "m~n": 4, " ": 5]
    let pointer = try #require(JSONPointer(text))
    #expect(pointer.description == text)
    #expect(pointer.resolve(in: document) == (expected == 0 ? document : .number(JSONNumber(expected))))
  }

  @Test(arguments: ["a", "/~", "/~2", "#/a"])
  func refuses(_ text: String) { #expect(JSONPointer(text) == nil) }

  @Test(arguments: ["/foo/2", "/foo/-", "/foo/00", "/bar", "/foo/0/x"])
  func leadsNowhere(_ text: String) throws {
    #expect(try #require(JSONPointer(text)).resolve(in: ["foo": [1, 2]]) == nil)
  }
}
