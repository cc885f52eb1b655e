import JSONSchema
import Testing

@testable import Annotations

/// What is told of data, by what was seen of it.
struct ShapeTests {
  private func types(of json: String) throws -> (type: String, classes: String) {
    let shape = Shape()
    var budget = 200_000
    shape.observe(try JSONValue(parsing: json), budget: &budget)
    var types = ShapeTypes()
    let type = types.type(of: shape, named: "x.data.t")
    return (type, types.classes.texts.joined(separator: "\n"))
  }

  @Test(arguments: [
    ("1", "integer"), ("1.5", "number"), ("1e3", "number"), ("12345678901234567890", "number"), ("\"a\"", "string"),
    ("true", "boolean"), ("null", "json.Null"), ("[]", "any[]"), ("{}", "table"), ("[1, 2.5]", "number[]"),
    ("[1, \"a\"]", "(integer|string)[]"), ("[[1], []]", "integer[][]"), ("[null, \"a\"]", "(string|json.Null)[]"),
  ])
  func readsScalarsAndLists(json: String, type: String) throws {
    #expect(try types(of: json).type == type)
  }

  @Test func mergesAllItemsOfAList() throws {
    let found = try types(
      of: #"{"users": [{"id": 1, "name": "a"}, {"id": "2"}, {"id": 3, "name": null, "x": {"y": true}}]}"#)
    #expect(found.type == "x.data.t")
    #expect(
      found.classes == """
        ---@class x.data.t.User.X
        ---@field y boolean

        ---@class x.data.t.User
        ---@field id integer|string
        ---@field name? string|json.Null
        ---@field x? x.data.t.User.X

        ---@class x.data.t
        ---@field users x.data.t.User[]

        """)
  }

  @Test func quotesKeysThatAreNoNames() throws {
    let found = try types(
      of: #"{"content-type": "a", "end": 1, "9": true, "a\nb": 1, "q\"": 1, "ok": 2, "public": true}"#)
    #expect(
      found.classes == """
        ---@class x.data.t
        ---@field ["content-type"] string
        ---@field ["end"] integer
        ---@field ["9"] boolean
        ---@field ok integer
        ---@field ["public"] boolean
        ---@field [string] any

        """)
  }

  @Test(arguments: [
    #"{"i-0a1b2c3d": {"s": 1}, "i-0a1b2c3e": {"s": 2}, "i-0a1b2c3f": {"s": 3}}"#,
    #"{"eu-central-1": {"s": 1}, "us-east-1": {"s": 2}, "us-west-2": {"s": 1}}"#,
  ])
  func takesIDsForKeysOfAMap(json: String) throws {
    #expect(try types(of: json).type == "table<string, x.data.t>")
  }

  @Test func takesManyAlikeForAMap() throws {
    let users = (0..<12).map { "\"user\(String(repeating: "a", count: $0))\": {\"mfa\": true, \"keys\": 1}" }
    #expect(try types(of: "{\(users.joined(separator: ","))}").type == "table<string, x.data.t>")
  }

  @Test(arguments: [
    #"{"id": 1, "name": "b", "url": "c"}"#, #"{"owner": {"id": 1}, "team": {"id": 2}, "parent": {"id": 3}}"#,
    #"{"a": "1", "b": "2", "c": "3", "d": "4"}"#,
  ])
  func keepsFields(json: String) throws {
    #expect(try types(of: json).type == "x.data.t")
  }

  @Test func bearsWideAndDeepData() throws {
    let wide = (0..<5000).map { "\"k\($0)\": {\"v\": \($0)}" }.joined(separator: ",")
    #expect(try types(of: "{\(wide)}").type == "table<string, x.data.t>")
    let deep = String(repeating: "{\"a\":", count: 200) + "1" + String(repeating: "}", count: 200)
    #expect(try types(of: deep).classes.contains("---@field a table"))
    let long = "[" + (0..<100_000).map { "{\"i\": \($0)}" }.joined(separator: ",") + "]"
    #expect(try types(of: long).type == "x.data.t[]")
  }

  @Test func namesOfClassesDoNotCollide() throws {
    let found = try types(of: #"{"item": {"a": 1}, "items": [{"b": 1}], "Item": {"c": 1}}"#)
    #expect(found.classes.contains("---@class x.data.t.Item\n"))
    #expect(found.classes.contains("---@class x.data.t.Item2\n"))
    #expect(found.classes.contains("---@class x.data.t.Item3\n"))
  }

  @Test(arguments: [
    ("policies", "Policy"), ("addresses", "Address"), ("boxes", "Box"), ("status", "Status"), ("keys", "Key"),
    ("access-keys", "AccessKey"), ("é", "Value"), ("9", "Value"), ("class", "Class"), ("s", "S"),
  ])
  func namesItems(key: String, name: String) {
    #expect(LuaTypeText.className(key, isItem: true) == name)
  }
}
