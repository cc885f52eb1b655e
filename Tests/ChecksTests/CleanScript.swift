import Testing

/// Scripts that are fine, though a careless rule would not think so.
struct CleanScript: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var schema = "{}"
  var controls: String?
  var files: [String: String]

  private static let insight = """
    task { name = "judge", title = "Judge", run = function(ctx) return { data = {} } end }
    """

  static let all = [
    CleanScript(
      testDescription: "names of tasks that are made up",
      files: [
        "collectors/a.lua": """
        for _, kind in ipairs { "a", "b" } do
          task { name = "fetch_" .. kind, title = "Fetch", run = function() return { data = {} } end }
        end
        """,
        "insights/b.lua": """
        task { name = "judge", title = "Judge", run = function(ctx)
          local all = {}
          for _, kind in ipairs { "a", "b" } do all[kind] = ctx.get_data("fetch_" .. kind) end
          return { data = all }
        end }
        """,
      ]),
    CleanScript(
      testDescription: "names of tasks in a list",
      files: [
        "collectors/a.lua": #"task { name = "items", title = "Items", run = function() return { data = {} } end }"#,
        "insights/b.lua": """
        local sources = { "items" }
        task { name = "judge", title = "Judge", run = function(c)
          local all = {}
          for _, name in ipairs(sources) do all[#all + 1] = c:get_data(name) end
          return { data = { all = all } }
        end }
        """,
      ]),
    CleanScript(
      testDescription: "ctx under another name, in a module",
      files: [
        "collectors/a.lua": #"task { name = "items", title = "Items", run = function() return { data = {} } end }"#,
        "insights/b.lua": insight,
        "lib/read.lua": "return function(context) return context.get_data(\"items\") end",
      ]),
    CleanScript(
      testDescription: "ctx.get_data handed on",
      files: [
        "collectors/a.lua": #"task { name = "items", title = "Items", run = function() return { data = {} } end }"#,
        "insights/b.lua": """
        task { name = "judge", title = "Judge", run = function(ctx)
          local get = ctx.get_data
          return { data = get("items") }
        end }
        """,
      ]),
    CleanScript(
      testDescription: "collectors without insights",
      files: [
        "collectors/a.lua": #"task { name = "items", title = "Items", run = function() return { data = {} } end }"#
      ]),
    CleanScript(
      testDescription: "a base that is not written out",
      files: [
        "entry.lua": """
        return runner { name = "sample", stage_one = function(ctx)
          local base = {}
          for key, value in pairs(ctx.config) do base[key] = value end
          return base
        end }
        """,
        "insights/b.lua": """
        task { name = "judge", title = "Judge", run = function(ctx)
          return { data = { x = ctx.base("anything"), y = ctx.config.anything, z = ctx.config.get("other") } }
        end }
        """,
      ]),
    CleanScript(
      testDescription: "a function inside stage one that returns something else",
      files: [
        "entry.lua": """
        local function setup(ctx)
          local names = table.concat({ (function() return 1 end)() })
          if names == "" then return end
          return { ["names"] = names, other = 1 }
        end
        return runner { name = "sample", stage_one = setup }
        """,
        "insights/b.lua": """
        task { name = "judge", title = "Judge", run = function(ctx)
          return { data = { x = ctx.base("names"), y = ctx.base("other") } }
        end }
        """,
      ]),
    CleanScript(
      testDescription: "a schema by references, and one that is open",
      schema: ##"{"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"properties": {"token": {}, "get": {}}}}}"##,
      files: [
        "insights/b.lua": """
        task { name = "judge", title = "Judge", run = function(ctx)
          return { data = { x = ctx.config.token, y = ctx.config["token"], z = ctx.config:get("token") } }
        end }
        """
      ]),
    CleanScript(
      testDescription: "variables that must be there, and _ENV",
      files: [
        "insights/b.lua": insight,
        "lib/a.lua": """
        local M = {}
        local _unused = 1
        local ok, value = pcall(error, "x")
        local guard <close> = setmetatable({}, { __close = function() end })
        local function sandbox(_ENV) return anything end
        function M.a(unused, parameter) for i = 1, 2 do end return value, sandbox, _ENV end
        function M:b() goto done; ::done:: return self end
        return M
        """,
      ]),
    CleanScript(
      testDescription: "waiting before, after and in functions that may",
      files: [
        "insights/b.lua": """
        task { name = "judge", title = "Judge", run = function(ctx)
          local names = async.map({ "a" }, function(name) sleep(0) return name end)
          table.sort(names, function(a, b) return a < b end)
          local t = setmetatable({}, { __index = function() return ctx.get_data("judge") end })
          local client = { get_data = function(_, x) return x end }
          return { data = { t.x, names, pcall(http.get, "x"), client:get_data("nothing") } }
        end }
        """
      ]),
    CleanScript(
      testDescription: "controls", controls: #"{"CIS": {"1.1": ["judge"], "1.2": []}}"#,
      files: ["insights/b.lua": insight]),
    CleanScript(
      testDescription: "tests have globals of their own",
      files: ["insights/b.lua": insight, "tests/a_test.lua": "describe(\"x\", function() it(\"y\") end)"]),
    CleanScript(
      testDescription: "every global of the host",
      files: [
        "lib/a.lua": """
        return { assert, error, getmetatable, ipairs, load, next, pairs, pcall, rawequal, rawget, rawlen, rawset,
          select, setmetatable, tonumber, tostring, type, xpcall, coroutine, math, string, table, utf8, os, debug, json,
          http, async, sleep, require, print, task, runner, collectgarbage, _VERSION }
        """
      ]),
  ]
}
