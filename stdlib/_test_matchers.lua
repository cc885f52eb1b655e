local host = ...
local text, compare = host.standard("_value_text"), host.standard("_test_equal")
local raise, null = host.raise, host.json.null

--- The matchers of `expect`. Each takes the value and what the test gave, and tells whether they fit, with the words
--- for both cases: `says` where they should have, `never` where they should not.
local M = {}

---@class test.Outcome
---@field ok boolean
---@field says string
---@field never string
---@field expected string
---@field shown? string
---@field message? string in place of one that is made of the others
---@field differences? test.Difference[]
---@field count? integer

local function outcome(ok, phrase, expected)
  local words = expected == "" and phrase or phrase .. " " .. text.short(expected, 120)
  return { ok = ok and true or false, says = words, never = "never " .. words, expected = expected }
end

local function need(name, ok, what, found)
  if not ok then
    raise(("%s takes %s, found %s"):format(name, what, text.line(found, 60)))
  end
end

function M.to_be(value, expected)
  local ok = rawequal(value, expected) or value ~= value and expected ~= expected
    or type(value) == "number" and value == expected
  local result = outcome(ok, "to be", text.line(expected))
  if not ok and type(value) == "table" and type(expected) == "table" and compare.equal(expected, value) then
    result.says = "to be the very same table; it is equal, which to_equal tells"
  end
  return result
end

local function equal(value, expected, partial, phrase)
  local differences, count = compare.differences(expected, value, partial)
  local result = outcome(count == 0, phrase, text.line(expected))
  result.differences, result.count = differences, count
  return result
end

function M.to_equal(value, expected)
  return equal(value, expected, false, "to equal")
end

function M.to_match_table(value, expected)
  need("to_match_table", type(expected) == "table", "a table", expected)
  return equal(value, expected, true, "to match the table")
end

function M.to_be_near(value, expected, tolerance)
  tolerance = tolerance == nil and 1e-6 or tolerance
  need("to_be_near", type(expected) == "number", "a number", expected)
  need("to_be_near", type(tolerance) == "number" and tolerance >= 0, "a tolerance from 0", tolerance)
  local ok = type(value) == "number" and (value == expected or math.abs(value - expected) <= tolerance)
  return outcome(ok, "to be near", ("%s (give or take %s)"):format(text.line(expected), text.line(tolerance)))
end

local function compared(name, phrase, test)
  M[name] = function(value, bound)
    need(name, type(bound) == "number", "a number", bound)
    return outcome(type(value) == "number" and test(value, bound), phrase, text.line(bound))
  end
end
compared("to_be_above", "to be above", function(a, b) return a > b end)
compared("to_be_below", "to be below", function(a, b) return a < b end)
compared("to_be_at_least", "to be at least", function(a, b) return a >= b end)
compared("to_be_at_most", "to be at most", function(a, b) return a <= b end)

local function holds(value, item)
  for index = 1, #value do
    if compare.equal(item, value[index]) then
      return true
    end
  end
  return false
end

function M.to_contain(value, item)
  if type(value) == "string" then
    need("to_contain of a string", type(item) == "string", "a string", item)
    return outcome(value:find(item, 1, true), "to contain", text.line(item))
  elseif type(value) == "table" then
    return outcome(holds(value, item), "to contain", text.line(item))
  end
  return outcome(false, "to be a string or a list that contains", text.line(item))
end

function M.to_match(value, pattern)
  need("to_match", type(pattern) == "string", "a pattern of Lua, a string", pattern)
  return outcome(type(value) == "string" and value:find(pattern), "to match", text.line(pattern))
end

local function length(value)
  if type(value) == "string" then
    return #value
  elseif type(value) == "table" then
    local count = 0
    for _ in pairs(value) do
      count = count + 1
    end
    return count
  end
end

function M.to_have_length(value, expected)
  need("to_have_length", math.type(expected) == "integer", "a whole number", expected)
  local found = length(value)
  local result = outcome(found == expected, "to have the length", tostring(expected))
  if found then
    result.shown = ("%s, which has the length %d,"):format(text.line(value, 80), found)
  end
  return result
end

local function constant(name, phrase, test)
  M[name] = function(value)
    local result = outcome(test(value), phrase, "")
    result.expected = phrase:gsub("^to be ", "")
    return result
  end
end
constant("to_be_nil", "to be nil", function(value) return value == nil end)
constant("to_be_null", "to be json.null", function(value) return rawequal(value, null) end)
constant("to_be_true", "to be true", function(value) return value == true end)
constant("to_be_false", "to be false", function(value) return value == false end)
constant("to_be_truthy", "to be truthy", function(value) return value end)
constant("to_be_falsy", "to be falsy", function(value) return not value end)

local kinds = {}
for kind in ([[nil boolean number integer float string table array object null function thread userdata]]):gmatch("%a+")
do
  kinds[kind] = true
end

function M.to_be_type(value, kind)
  need("to_be_type", kinds[kind], 'a type, such as "string", "integer" or "array"', kind)
  local result = outcome(compare.is_kind(value, kind), "to be of the type", kind)
  local found = rawequal(value, null) and "null" or math.type(value) or type(value)
  result.shown = ("%s (%s)"):format(text.line(value, 80), found)
  return result
end

--- The text of an error; one whose `__tostring` fails, too.
local function error_text(err)
  if type(err) == "string" then
    return err
  end
  local ok, said = pcall(tostring, err)
  local open = type(err) == "table" and getmetatable(err)
  if ok and type(said) == "string" and (type(err) ~= "table" or type(open) == "table" and open.__tostring) then
    return said
  end
  return text.line(err)
end

--- Whether a function fails, and with what: a text that the error has in it, or a table that its value matches.
function M.to_fail_with(value, expected)
  need("to_fail_with", type(value) == "function", "a function: expect(function() … end).to_fail_with(\"…\")", value)
  need("to_fail_with", type(expected) == "string" or type(expected) == "table", "a text or a table", expected)
  local ok, err = pcall(value)
  local phrase = "to fail with"
  if ok then
    local result = outcome(false, phrase, text.line(expected))
    result.shown = "the function, which did not fail,"
    return result
  end
  local result
  if type(expected) == "table" then
    result = equal(err, expected, true, phrase)
  else
    result = outcome(error_text(err):find(expected, 1, true), phrase, text.line(expected))
  end
  result.shown = ("the function, which failed with %s,"):format(text.line(error_text(err)))
  return result
end

function M.to_fail(value)
  need("to_fail", type(value) == "function", "a function: expect(function() … end).to_fail()", value)
  local ok, err = pcall(value)
  local result = outcome(not ok, "to fail", "")
  result.expected = "a failure"
  result.shown = ok and "the function" or ("the function, which failed with %s,"):format(text.line(error_text(err)))
  return result
end

function M.to_match_snapshot(value, name)
  need("to_match_snapshot", name == nil or type(name) == "string", "a name, or nothing", name)
  local found = host.standard("_test_snapshot").text(value)
  local stored = host["test.snapshot"](name or "", found)
  if stored == nil then
    return outcome(true, "to match its snapshot", "")
  end
  local differences = host.standard("_test_snapshot").differences(stored, found)
  local result = outcome(false, "to match its snapshot", "")
  result.message = "the value does not match its snapshot; where it is right, run luahost test --update"
  result.expected, result.differences, result.count = "the snapshot", differences, #differences
  return result
end

return M
