local host = ...
local text, compare = host.standard("_value_text"), host.standard("_test_equal")
local matchers = host.standard("_test_matchers")
local raise = host.raise

--- `expect(value)`: what a test says of a value.
local M = {}

local names = {}
for name in pairs(matchers) do
  names[#names + 1] = name
end
table.sort(names)

local open = {} -- expectations that were given no matcher yet -> their place

local function place_of_author()
  local file, line = host.where()
  return file and ("%s:%d: "):format(file, line) or ""
end

--- Raises a failure at the author's line, and tells the host what belongs to it.
local function fail(message, expected, actual, differences, count)
  host["test.failed"](host.json.encode {
    message = message, expected = expected, actual = actual, diff = host.json.array(differences or {}),
    hidden = count and math.max(0, count - #(differences or {})) or 0,
  })
  raise(message)
end

--- The first difference in words, and how many more there are.
local function told(differences, count)
  local first = differences[1]
  local says = first.expected
    and ("expected %s to be %s, found %s"):format(
      first.path, text.short(first.expected, 120), text.short(first.actual or "nothing", 120))
    or ("expected nothing at %s, found %s"):format(first.path, text.short(first.actual, 120))
  if count > #differences then
    says = says .. ", and many more differences"
  elseif count > 1 then
    says = ("%s, and %d more difference%s"):format(says, count - 1, count > 2 and "s" or "")
  end
  return says
end

local function apply(name, value, negated, ...)
  local outcome = matchers[name](value, ...)
  if outcome.ok ~= negated then
    return
  end
  local shown = outcome.shown or text.line(value)
  if negated then
    return fail(("expected %s %s"):format(text.short(shown, 120), outcome.never), "not " .. outcome.expected, shown)
  end
  local differences = outcome.differences
  local message = outcome.message
  if not message and differences and differences[1].path ~= "value" and not outcome.shown then
    message = told(differences, outcome.count)
  end
  fail(
    message or ("expected %s %s"):format(text.short(shown, 120), outcome.says), outcome.expected, shown, differences,
    outcome.count)
end

local function nearest_to(key)
  for _, name in ipairs(names) do
    if #key > 4 and name:sub(1, #key) == key then
      return name
    end
  end
  return #key < 100 and host.standard("_text_similar").closest(key, names, math.max(3, #key // 2))
end

local function unknown(key)
  local shown = type(key) == "string" and key or type(key)
  local nearest = type(key) == "string" and nearest_to(key)
  raise(("expect has no matcher '%s'; %s"):format(
    text.short(shown, 60), nearest and "did you mean " .. nearest .. "?" or "it has " .. table.concat(names, ", ")))
end

local function expectation(value, negated)
  local self = {}
  return setmetatable(self, {
    __index = function(_, key)
      if key == "never" or key == "not_" then
        open[self] = nil
        local other = expectation(value, not negated)
        open[other] = place_of_author()
        return other
      elseif not matchers[key] then
        open[self] = nil
        return unknown(key)
      end
      return function(first, ...)
        open[self] = nil
        if rawequal(first, self) then
          return apply(key, value, negated, ...)
        end
        return apply(key, value, negated, first, ...)
      end
    end,
    __newindex = function()
      raise("an expectation cannot be written to")
    end,
    __name = "expectation",
    __metatable = false,
  })
end

--- Says something of a value: `expect(x).to_be(1)`, `expect(list).never.to_contain("b")`.
---@param ... any
function M.expect(...)
  if select("#", ...) == 0 then
    raise("expect takes a value: expect(result.success).to_be_true()")
  end
  local self = expectation((...), false)
  open[self] = place_of_author()
  return self
end

function M.begin()
  open = {}
end

--- Raises where a test said `expect(x)` and no more of it.
function M.finish()
  local _, place = next(open)
  open = {}
  if place then
    error(place .. "expect(…) says nothing by itself; add a matcher, such as .to_be(true)", 0)
  end
end

M.matchers = names
M.equal = compare.equal

return M
