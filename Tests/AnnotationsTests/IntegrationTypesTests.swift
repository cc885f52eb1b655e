import Checks
import Foundation
import Integrations
import JSONSchema
import LuaSyntax
import TestSupport
import Testing

@testable import Annotations

/// What editors are told of one integration.
struct IntegrationTypesTests {
  private func file(
    schema: String = "{}", entry: String = "return runner { name = \"sample\" }", tasks: [String: String] = [:],
    result: String? = nil
  ) async throws -> MetaText {
    try await withTemporaryDirectory { folder in
      try folder.write(tasks.merging(["entry.lua": entry]) { $1 })
      let catalogue = try Catalogue(parsing: Array("[{\"name\": \"sample\", \"schema\": \(schema)}]".utf8))
      let outline = IntegrationOutline("sample", folder: folder.path)
      let types = IntegrationTypes(
        entry: try #require(catalogue["sample"]), outline: outline,
        result: try result.map { try JSONValue(parsing: $0) })
      let text = types.file.text
      _ = try Chunk(parsing: Array(text.utf8))
      return MetaText(text: text)
    }
  }

  private func task(_ name: String) -> [String: String] {
    ["collectors/\(name).lua": "task { name = \"\(name)\", title = \"T\", run = function() return { data = {} } end }"]
  }

  @Test func everythingIsUnderTheNameOfTheIntegration() async throws {
    let schema = #"{"properties": {"server": {"type": "object", "properties": {"host": {"type": "string"}}}}}"#
    let result = #"{"tasks": {"a": {"success": true, "output": {"data": {"items": [{"x": {"y": 1}}]}}}}}"#
    let meta = try await file(schema: schema, tasks: task("a"), result: result)
    #expect(meta.types.count == 7)
    #expect(meta.types.allSatisfy { $0.hasPrefix("sample.") })
    let shared = try SharedTypes.files().reduce(into: Set<String>()) { $0.formUnion(MetaText(text: $1.text).types) }
    #expect(meta.mentionedTypes.subtracting(meta.types).subtracting(shared) == [])
    #expect(meta.functions.isEmpty)
  }

  @Test func typesTheConfig() async throws {
    let meta = try await file(
      schema: #"""
        {"required": ["token", "mode"], "properties": {
          "token": {"type": "string", "format": "password", "default": "hidden-default", "title": "Token\nof yours"},
          "mode": {"enum": ["a", "b\"c", 3, null]}, "count": {"type": ["integer", "null"]},
          "list": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "integer"}}}},
          "map": {"type": "object", "additionalProperties": {"type": "number"}}, "either": {"oneOf": [{"type": "string"}, {"type": "boolean"}]},
          "kind": {"enum": ["x", "y"], "description": "|what| it is"}, "get": {"type": "string"}, "x-y": {"const": true}
        }}
        """#)
    let text = meta.text
    for line in [
      "---@field token string Token of yours (secret)", "---@field mode string", "---@field count? integer|json.Null",
      "---@field list? sample.config.List[]", "---@field map? table<string, number>",
      "---@field either? string|boolean",
      "---@field kind? \"x\"|\"y\" # |what| it is", "---@field [\"x-y\"]? true",
      "---@field get fun(key: \"get\"): string?",
    ] {
      #expect(text.contains(line + "\n") || text.contains(line + " "), "\(line)\n\(text)")
    }
    #expect(!text.contains("hidden-default"))
  }

  @Test func followsReferencesThatLeadBack() async throws {
    let meta = try await file(
      schema: #"""
        {"$ref": "#/$defs/Node", "$defs": {
          "Node": {"type": "object", "required": ["name"], "properties": {
            "name": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#/$defs/Node"}},
            "self": {"$ref": "#/$defs/Loop"}, "gone": {"$ref": "#/$defs/Missing"}, "far": {"$ref": "https://x.example/s"}}},
          "Loop": {"$ref": "#/$defs/Loop"}, "A": {"allOf": [{"$ref": "#/$defs/A"}]}}}
        """#)
    #expect(meta.fields(of: "sample.config").starts(with: ["name", "children", "self", "gone", "far"]))
    #expect(meta.text.contains("---@field children? sample.config.Node[]"))
    #expect(meta.text.contains("---@field self? any"))
    #expect(meta.fields(of: "sample.config.Node") == ["name", "children", "self", "gone", "far"])
  }

  @Test func typesTheBase() async throws {
    let entry = """
      return runner { name = "sample", stage_one = function(ctx)
        if ctx.config.get("off") then return nil end
        return { token = ctx.config.get("token"), api = http.client {}, n = 1, who = whoami(ctx), on = true, t = {} }
      end }
      """
    let text = try await file(schema: #"{"properties": {"token": {"type": "string"}}}"#, entry: entry).text
    for (key, type) in [
      ("api", "http.Client"), ("n", "number"), ("who", "any"), ("on", "boolean"), ("t", "table"),
    ] {
      #expect(text.contains("---@field base fun(key: \"\(key)\", default?: \(type)): \(type)"), "\(key)")
    }
    #expect(text.contains("---@field base fun(key: \"token\"): string?"))
  }

  @Test func knowsNoKeysWhereStageOneHidesThem() async throws {
    let entry = "return runner { name = \"sample\", stage_one = function(ctx) return login(ctx) end }"
    #expect(try await !file(entry: entry).text.contains("---@field base"))
  }

  @Test func namesTasksOnceInTheirOrder() async throws {
    let meta = try await file(tasks: task("b").merging(task("a")) { $1 })
    #expect(meta.text.contains("---@alias sample.task_name \"a\"|\"b\"\n"))
    #expect(meta.text.contains("---@field get_data async fun(task_name: \"a\"): table"))
    #expect(meta.text.contains("---@field get_data async fun(self: sample.ctx, task_name: \"b\"): table"))
  }

  @Test func ignoresTheDataOfTasksThatFailed() async throws {
    let result = #"{"tasks": {"a": {"success": false, "output": {"data": {"x": 1}}}, "gone": {"success": true}}}"#
    let text = try await file(tasks: task("a"), result: result).text
    #expect(!text.contains("sample.data"))
    #expect(!text.contains("gone"))
  }

  @Test func nothingInAResultCanLeaveItsComment() async throws {
    let result =
      #"{"tasks": {"a": {"success": true, "output": {"data": {"x\nos.execute()": 1, "\u2028y": 1, "z]]": {"\r": 1}}}}}}"#
    let text = try await file(tasks: task("a"), result: result).text
    let lines = text.split(whereSeparator: \.isNewline)
    #expect(lines.allSatisfy { $0.hasPrefix("-") })
  }
}
