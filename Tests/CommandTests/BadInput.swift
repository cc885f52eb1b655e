import TestSupport
import Testing

/// Something wrong that a user hands in, and what they are told.
struct BadInput: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var fixture: Fixture
  var arguments: [String] = []
  var code: Int32
  /// Each must stand in what the command prints: files, lines and names, not whole sentences.
  var says: [String]

  private static func task(_ name: String, _ fields: String = "", run body: String) -> String {
    """
    task {
      name = "\(name)", title = "A task", \(fields)
      run = function(ctx)
        \(body)
      end,
    }
    """
  }

  private static let fine = task("fine", run: "return { data = {} }")

  /// Nothing runs.
  static let refused = [
    BadInput(
      testDescription: "name mismatch",
      fixture: Fixture(["entry.lua": #"return runner { name = "simple" }"#]),
      code: 65, says: ["entry.lua", "simple", "sample"]),
    BadInput(
      testDescription: "not in the catalogue",
      fixture: Fixture(name: "other"), code: 66, says: ["sample", "integrations.json"]),
    BadInput(
      testDescription: "disabled", fixture: Fixture(enabled: false), code: 65, says: ["sample", "disabled"]),
    BadInput(
      testDescription: "config missing a key",
      fixture: Fixture(
        schema: #"{"type": "object", "required": ["api_key"], "properties": {"api_key": {"type": "string"}}}"#,
        ["collectors/fine.lua": fine]),
      code: 65, says: ["api_key", "sample"]),
    BadInput(
      testDescription: "config of the wrong type",
      fixture: Fixture(
        schema: #"{"properties": {"count": {"type": "integer"}}}"#, ["collectors/fine.lua": fine]),
      arguments: ["-c", "count=many"], code: 65, says: ["count", "whole number", "many"]),
    BadInput(
      testDescription: "syntax error in a collector",
      fixture: Fixture(["collectors/broken.lua": "task {\n  name = = 1,\n}"]),
      code: 65, says: ["collectors/broken.lua:2"]),
    BadInput(
      testDescription: "unknown key of a task",
      fixture: Fixture(["collectors/odd.lua": task("odd", "titel = 1,", run: "return { data = {} }")]),
      code: 65, says: ["collectors/odd.lua:1", "titel"]),
    BadInput(
      testDescription: "write to an undeclared global",
      fixture: Fixture(["collectors/leaky.lua": "local fine = 1\nleak = fine"]),
      code: 65, says: ["collectors/leaky.lua:2", "leak"]),
    BadInput(
      testDescription: "unknown dependency",
      fixture: Fixture(["collectors/a.lua": task("list_items", "depends_on = { \"list_itmes\" },", run: "")]),
      code: 65, says: ["list_itmes", "list_items", "collectors/a.lua"]),
    BadInput(
      testDescription: "cycle",
      fixture: Fixture([
        "collectors/a.lua": task("a", #"depends_on = { "c" },"#, run: ""),
        "collectors/b.lua": task("b", #"depends_on = { "a" },"#, run: ""),
        "collectors/c.lua": task("c", #"depends_on = { "b" },"#, run: ""),
      ]),
      code: 65, says: ["a → c → b → a", "collectors/"]),
    BadInput(
      testDescription: "duplicate task",
      fixture: Fixture(["collectors/a.lua": fine, "collectors/b.lua": fine]),
      code: 65, says: ["fine", "collectors/a.lua:1", "collectors/b.lua:1"]),
    BadInput(
      testDescription: "insight in the collectors' folder",
      fixture: Fixture(["collectors/a.lua": task("a", #"type = "insight","#, run: "")]),
      code: 65, says: ["collectors/a.lua:1", "insight"]),
  ]

  /// A task or the job fails; the result says why.
  static let failing = [
    BadInput(
      testDescription: "error in stage one",
      fixture: Fixture([
        "entry.lua":
          "return runner {\n  name = \"sample\",\n  stage_one = function()\n    error(\"no token\")\n  end,\n}",
        "collectors/fine.lua": fine,
      ]),
      code: 1, says: ["entry.lua:4", "no token"]),
    BadInput(
      testDescription: "error three calls deep",
      fixture: Fixture([
        "lib/deep.lua": """
        local M = {}
        local function inner() error("it broke") end
        local function middle() inner() end
        function M.outer() middle() end
        return M
        """,
        "collectors/a.lua": "local deep = require(\"lib.deep\")\n" + task("a", run: "deep.outer()"),
      ]),
      code: 1,
      says: ["it broke", "lib/deep.lua:2", "lib/deep.lua:3", "lib/deep.lua:4", "collectors/a.lua:5", "sample"]),
    BadInput(
      testDescription: "wrong return shape",
      fixture: Fixture(["collectors/a.lua": task("a", run: #"return { data = "text" }"#)]),
      code: 1, says: ["data", "string", "collectors/a.lua"]),
    BadInput(
      testDescription: "nothing returned",
      fixture: Fixture(["collectors/a.lua": task("a", run: "")]), code: 1, says: ["nil", "collectors/a.lua"]),
    BadInput(
      testDescription: "endless wait",
      fixture: Fixture([
        "collectors/a.lua": task("a", run: #"return { data = ctx.get_data("b") }"#),
        "collectors/b.lua": task("b", run: #"return { data = ctx.get_data("a") }"#),
      ]),
      code: 1, says: ["b → a → b", "collectors/b.lua:4"]),
    BadInput(
      testDescription: "get_data of a typo",
      fixture: Fixture(["collectors/a.lua": fine, "insights/b.lua": typo]),
      code: 1, says: ["fien", "fine", "insights/b.lua:4"]),
    BadInput(
      testDescription: "data that JSON cannot hold",
      fixture: Fixture(["collectors/a.lua": task("a", run: "return { data = { items = { { when = print } } } }")]),
      code: 1, says: ["data.items[1].when", "function"]),
  ]

  private static let typo = task(
    "b", #"type = "insight","#, run: #"return { data = ctx.get_data("fien") }"#)
}
