-- docs/stdlib: each example is run, and what it prints is compared with its comments "--> …"; each function of a module
-- is in the table of its page and nothing else is; each has its annotations. The examples of modules that need the host
-- are run by Tests/IntegrationsTests/Scripting/DocumentedExampleTests.swift.
local harness = require("harness")
local case, same = harness.case, harness.same

local modules = {
  "aws", "base64", "cidr", "crypto", "csv", "glob", "hex", "jwt", "semver", "tbl", "text", "time", "url", "xml",
  "yaml",
}
local needs_host = { aws = true, crypto = true, jwt = true, xml = true, yaml = true }

local function read(path)
  local file = assert(io.open(path))
  local content = file:read("a")
  file:close()
  return content
end

local function examples(page)
  local found = {}
  for code in page:gmatch("\n```lua\n(.-)\n```") do
    found[#found + 1] = code
  end
  return found
end

local function expected(code)
  local lines = {}
  for line in code:gmatch("%-%-> ([^\n]*)") do
    lines[#lines + 1] = line
  end
  return lines
end

--- What an example prints, line by line; its clock stands still.
local function printed(code, name)
  local lines, loaded = {}, {}
  local host = harness.host { ["time.now"] = function() return 1709219045 end }
  local environment = setmetatable({
    require = function(module)
      loaded[module] = loaded[module] or host.standard(module)
      return loaded[module]
    end,
    print = function(...)
      local parts = table.pack(...)
      for index = 1, parts.n do
        parts[index] = tostring(parts[index])
      end
      for line in (table.concat(parts, "\t") .. "\n"):gmatch("(.-)\n") do
        lines[#lines + 1] = line
      end
    end,
  }, { __index = _G })
  assert(load(code, "=" .. name, "t", environment))()
  return lines
end

for _, module in ipairs(modules) do
  local page = read("docs/stdlib/" .. module .. ".md")
  local M = harness.standard(module)

  local runs = needs_host[module] and function() end or case
  runs("the examples of " .. module, function()
    local codes = examples(page)
    assert(#codes > 0, "the page has no example")
    for index, code in ipairs(codes) do
      local wanted = expected(code)
      assert(#wanted > 0, "example " .. index .. " shows nothing")
      same(printed(code, module .. ".md, example " .. index), wanted)
    end
  end)

  case("the page of " .. module .. " has each function, and no other", function()
    local documented = {}
    for row in page:gmatch("\n| ([^\n|]*) |") do
      for name in row:gmatch("`" .. module .. "%.([%w_]+)") do
        documented[name] = true
      end
    end
    for name in pairs(M) do
      assert(documented[name], name .. " is not in the table")
    end
    for name in pairs(documented) do
      assert(M[name] ~= nil, name .. " is not in the module")
    end
  end)
end

case("the page of json and its annotations have the same members", function()
  local documented, annotated = {}, {}
  for row in read("docs/stdlib/json.md"):gmatch("\n| ([^\n|]*) |") do
    for name in row:gmatch("`json%.([%w_]+)") do
      documented[name] = true
    end
  end
  for name in read("stdlib/types/json.lua"):match("class json\n.*$"):gmatch("%-%-%-@field ([%w_]+)") do
    annotated[name] = true
  end
  assert(documented.decode and documented.null)
  same(documented, annotated)
end)

case("the index has each page", function()
  local index = read("docs/stdlib/README.md")
  for _, module in ipairs(modules) do
    assert(index:find("](" .. module .. ".md)", 1, true), module)
  end
  assert(index:find("](json.md)", 1, true))
end)

local parts = {
  aws = { "aws", "_aws_credentials", "_aws_errors" },
  base64 = { "base64" }, cidr = { "cidr" }, csv = { "csv" }, glob = { "glob" }, hex = { "hex" }, semver = { "semver" },
  tbl = { "tbl", "_tbl_keyed", "_tbl_deep", "_tbl_sets" }, text = { "text", "_text_layout", "_text_similar" },
  time = { "time" }, url = { "url", "_url_query" }, xml = { "xml" },
  crypto = { "crypto" }, jwt = { "jwt" }, yaml = { "yaml" },
}
local returns_nothing = { ["tbl.each"] = true }

for module, files in pairs(parts) do
  case("each function of " .. module .. " has its annotations", function()
    local count, M = 0, harness.standard(module)
    for _, file in ipairs(files) do
      local comment = {}
      for line in read("stdlib/" .. file .. ".lua"):gmatch("([^\n]*)\n") do
        local name, parameters = line:match("^function M%.([%w_]+)%((.*)%)$")
        if name and M[name] then
          count = count + 1
          local text = table.concat(comment, "\n")
          for parameter in parameters:gmatch("[%w_.]+") do
            assert(text:find("---@param " .. parameter .. "%??%s"), module .. "." .. name .. ": " .. parameter)
          end
          assert(text:find("---@return", 1, true) or returns_nothing[module .. "." .. name], module .. "." .. name)
        end
        comment = line:find("^%-%-%-") and table.move({ line }, 1, 1, #comment + 1, comment) or {}
      end
    end
    local exported = 0
    for _ in pairs(M) do
      exported = exported + 1
    end
    same(count, exported)
  end)
end

return harness
