local host = ...
local arguments = host.standard("_arguments")
local check = arguments.check

--- The part of `text` that compares texts.
local M = {}

local longest = 2000 -- characters: the time grows with the product of two lengths

local function codes_of(where, what, s)
  arguments.text(where, what, s)
  local codes = utf8.len(s) and { utf8.codepoint(s, 1, math.min(#s, 4 * longest + 1)) } or { s:byte(1, longest + 1) }
  check(#codes <= longest, where, "%s must have at most %d characters", what, longest)
  return codes
end

local function distance(a, b)
  local previous, current = {}, {}
  for column = 0, #b do
    previous[column] = column
  end
  for row = 1, #a do
    current[0] = row
    for column = 1, #b do
      local change = previous[column - 1] + (a[row] == b[column] and 0 or 1)
      current[column] = math.min(change, previous[column] + 1, current[column - 1] + 1)
    end
    previous, current = current, previous
  end
  return previous[#b]
end

--- How many characters must be inserted, removed or replaced to make one text the other (Levenshtein).
---@param a string at most 2000 characters
---@param b string at most 2000 characters
---@return integer
function M.distance(a, b)
  local where = "text.distance"
  return distance(codes_of(where, "the first text", a), codes_of(where, "the second text", b))
end

--- The candidate most like a text, the first of equals, case aside; nil where none is like it: "did you mean …?".
---@param s string
---@param candidates string[]
---@param most? integer the greatest distance (default: a third of the text's length, at least 1)
---@return string?
function M.closest(s, candidates, most)
  local where = "text.closest"
  local wanted = codes_of(where, "the text", arguments.text(where, "the text", s):lower())
  arguments.list(where, "the candidates", candidates)
  local limit = most == nil and math.max(1, #wanted // 3) or arguments.integer(where, "the distance", most, 0)
  local found, best = nil, limit + 1
  for index = 1, #candidates do
    local candidate = arguments.text(where, "candidate " .. index, candidates[index])
    local codes = codes_of(where, "candidate " .. index, candidate:lower())
    if math.abs(#codes - #wanted) < best then
      local apart = distance(wanted, codes)
      if apart < best then
        found, best = candidate, apart
      end
    end
  end
  return found
end

return M
