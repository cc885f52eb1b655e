/// A repository with every kind of finding planted in it: each line that has one ends in `-- !rule-id`; where JSON has
/// no comments, ``elsewhere`` lists them.
enum PlantedRepository {
  static let files: [String: String] = [
    "integrations.json": """
    [
      {"name": "sample", "title": "Sample", "enabled": true, "schema": {
        "type": "object", "properties": {"token": {"type": "string"}}, "additionalProperties": false}},
      {"name": "broken", "title": "Broken", "schema": {"type": "strin", "properties": {"url": {}}}, "permissions": {"network": ["a b", "${config:ulr}", "${config:url}"]}},
      {"name": "ghost", "title": "No folder", "schema": {}},
      {"name": "Upper", "title": "A name", "schema": {}, "enabeld": true},
      {"name": "sample", "schema": {"$schema": "https://example.com/unknown"}}
    ]
    """,
    "controls.json": """
    {"CIS": {
      "1.1": ["judge_items"],
      "1.2": ["judge_itmes"],
      "1.3": ["list_items"],
      "1.4": "judge_items"
    }}
    """,
    "integrations/stray/entry.lua": #"return runner { name = "stray" }"#,
    "integrations/sample/entry.lua": """
    return runner {
      name = "sample",
      stage_one = function(ctx)
        if not ctx.config.token then return nil end
        return { token = ctx.config.get("tokn"), url = "x" } -- !unknown-config-key
      end,
    }
    """,
    "integrations/sample/collectors/items.lua": """
    local unused = 1 -- !unused-local
    local helper = require("lib.helper")

    task {
      name = "list_items", title = "List", depends_on = { "later" },
      run = function(ctx)
        helper.fetch(ctx.base("tokne")) -- !unknown-base-key
        local seen = ctx.config.region -- !unknown-config-key
        return { data = { seen = seen } }
      end,
    }
    task {
      name = "nobody_reads", title = "Unread", -- !unused-data
      run = function(ctx) return { data = {} } end,
    }
    task { name = "later", title = "Later", order = 50, run = function(ctx)
      return { data = ctx.get_data("list_items") } -- !later-order
    end }
    """,
    "integrations/sample/lib/helper.lua": """
    local M = {}

    function M.fetch(url)
      counter = (M.counter or 0) + 1 -- !undeclared-global-write
      local names = { "b", "a" }
      table.sort(names, function(left, right)
        sleep(1)
        return left < right
      end)
      local text = ("a"):gsub("a", function() return http.get(url).body end)
      xpcall(M.fetch, function() sleep(1) end) -- !unyieldable-wait
      load(function() return http.get(url).body end) -- !unyieldable-wait
      function broken() return text end -- !undeclared-global-write
      return io.open("x"), prnt -- !unknown-global -- !unknown-global
    end

    return setmetatable(M, { __tostring = function() return M.slow() end })
    """,
    "integrations/sample/insights/judge.lua": """
    local function slow(ctx)
      return ctx.get_data("list_items")
    end

    task {
      name = "judge_items", title = "Judge", type = "insight", depends_on = { "list_items" },
      run = function(ctx)
        local first = ctx.get_data("list_itmes") -- !unknown-task
        local second = ctx:get_data("later")
        return { violation = first ~= second, data = slow(ctx) }
      end,
    }
    task {
      name = "one", title = "One", depends_on = { "two" }, -- !task-graph
      run = function() return { data = {} } end,
    }
    task {
      name = "two", title = "Two", depends_on = { "one", "missing" }, -- !task-graph
      run = function() return { data = {} } end,
    }
    """,
    "integrations/broken/entry.lua": """
    return runner {
      name = "brokn", -- !folder-name
    }
    """,
    "integrations/broken/collectors/a.lua": """
    task {
      name = = 1, -- !syntax
    }
    """,
    "integrations/broken/collectors/b.lua": """
    task {
      name = "odd", title = "Odd",
      titel = 1, -- !task-declaration
      run = function() end,
    }
    task {
      name = "odder", title = "Odder",
      order = "first", -- !task-declaration
      run = function() end,
    }
    """,
    "integrations/broken/insights/c.lua": """
    local config = nil
    print(config.name) -- !load
    """,
  ]

  /// `file:line rule` of what is planted where there are no comments.
  static let elsewhere = [
    "integrations.json:4 network-permission", "integrations.json:4 network-permission",
    "integrations.json:4 schema", "integrations.json:5 folder-name", "integrations.json:6 catalogue",
    "integrations.json:6 catalogue", "integrations.json:6 folder-name", "integrations.json:7 catalogue",
    "integrations.json:7 catalogue", "controls.json:4 controls", "controls.json:5 controls",
    "integrations/stray:1 folder-name",
  ]

  /// `file:line rule` of all that is planted, sorted.
  static var planted: [String] {
    var planted = elsewhere
    for (file, text) in files {
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        for rule in line.components(after: "-- !") { planted.append("\(file):\(index + 1) \(rule)") }
      }
    }
    return planted.sorted()
  }
}

extension Substring {
  /// The words that follow each mark.
  fileprivate func components(after mark: String) -> [Substring] {
    var words: [Substring] = []
    var rest = self
    while let range = rest.firstRange(of: mark) {
      rest = rest[range.upperBound...]
      words.append(rest.prefix { !$0.isWhitespace })
    }
    return words
  }
}
