local host = ...
local version_of = host.standard("_semver_version")
local compare, new = version_of.compare, version_of.new

--- Ranges of versions, with the grammar and the meaning of npm's node-semver: sets of comparators, of which one must
--- hold whole.
local M = {}

---@class semver.Comparator
---@field operator "<"|"<="|">"|">="|"="
---@field version semver.Version

---@class semver.Partial
---@field major? integer nil where it was x, as is all after it
---@field minor? integer
---@field patch? integer
---@field prerelease (string|integer)[]

local function is_wild(text)
  return text == nil or text == "" or text == "x" or text == "X" or text == "*"
end

local function read_numbers(text)
  local numbers, open = {}, false
  for part in (text .. "."):gmatch("(.-)%.") do
    open = open or is_wild(part)
    if #numbers == 3 or part == "" and text ~= "" then
      return nil, "a version in a range has up to three numbers or x"
    end
    local number, reason
    if not is_wild(part) then
      number, reason = version_of.number(part)
      if not number then
        return nil, reason
      end
    end
    numbers[#numbers + 1] = not open and number or false
  end
  return numbers
end

--- "1", "1.2", "1.x", "v1.2.3-rc.1+b": what may stand for a version in a range.
---@return semver.Partial?
---@return string? reason
local function read_partial(text)
  local core = text:gsub("^[v=%s]+", ""):gsub("%+[%w.-]*$", "")
  local numbers, prerelease = core:match("^([^-]*)%-(.*)$")
  local found, reason = read_numbers(numbers or core)
  if not found then
    return nil, reason
  end
  local parts = {}
  if prerelease then
    parts, reason = version_of.parts(prerelease, true)
    if not parts then
      return nil, reason
    end
  end
  local patch = found[3] or nil
  return { major = found[1] or nil, minor = found[2] or nil, patch = patch, prerelease = patch and parts or {} }
end

local function at_least(v)
  return { operator = ">=", version = v }
end

local function below(v)
  return { operator = "<", version = v }
end

--- The lowest version of all: "-0" puts its pre-releases below an upper bound, too.
local function lowest(major, minor, patch)
  return new(major, minor, patch, { 0 })
end

--- The first version that a partial one stands for.
local function first_of(p, with_prereleases)
  local whole = p.patch ~= nil
  local zero = with_prereleases and not whole and { 0 } or {}
  return new(p.major or 0, p.minor or 0, p.patch or 0, whole and p.prerelease or zero)
end

--- The first version after all that a partial one stands for.
local function after(p)
  if p.minor == nil then
    return lowest(p.major + 1, 0, 0)
  end
  return lowest(p.major, p.minor + 1, 0)
end

local function tilde(p, pre)
  return { at_least(first_of(p, pre)), below(after(p)) }
end

--- Up to the next change of the leftmost number that is not zero.
local function caret(p, pre)
  local bound
  if p.major > 0 or p.minor == nil then
    bound = lowest(p.major + 1, 0, 0)
  elseif p.minor > 0 or p.patch == nil then
    bound = lowest(0, p.minor + 1, 0)
  else
    bound = lowest(0, 0, p.patch + 1)
  end
  return { at_least(first_of(p, pre)), below(bound) }
end

local function compared(operator, p, pre)
  if p.patch ~= nil then
    return { { operator = operator, version = first_of(p, pre) } }
  elseif operator == ">" then
    local bound = p.minor == nil and { p.major + 1, 0 } or { p.major, p.minor + 1 }
    return { at_least(new(bound[1], bound[2], 0, pre and { 0 } or {})) }
  elseif operator == "<" then
    return { below(lowest(p.major, p.minor or 0, 0)) }
  elseif operator == "<=" then
    return { below(after(p)) }
  elseif operator == ">=" then
    return { at_least(first_of(p, pre)) }
  end
  return { at_least(first_of(p, pre)), below(after(p)) }
end

--- The comparators of one word, such as "^1.2" or ">=2.0.0".
local function read_word(word, pre)
  local operator, rest = word:match("^([<>]=?)(.*)$")
  if not operator then
    operator, rest = word:match("^(~>?)(.*)$")
  end
  if not operator then
    operator, rest = word:match("^(%^?)(.*)$")
  end
  local p, reason = read_partial(rest)
  if not p then
    return nil, reason
  elseif p.major == nil then
    return (operator == "<" or operator == ">") and { below(lowest(0, 0, 0)) } or {}
  elseif operator:sub(1, 1) == "~" then
    return tilde(p, pre)
  elseif operator == "^" then
    return caret(p, pre)
  end
  return compared(operator == "" and "=" or operator, p, pre)
end

local function read_hyphen(from, to, pre)
  local low, reason = read_partial(from)
  if not low then
    return nil, reason
  end
  local high
  high, reason = read_partial(to)
  if not high then
    return nil, reason
  end
  local comparators = {}
  if low.major ~= nil then
    comparators[1] = at_least(first_of(low, pre))
  end
  if high.patch ~= nil then
    local version = first_of(high, pre)
    comparators[#comparators + 1] = pre and #version.prerelease == 0
      and below(lowest(version.major, version.minor, version.patch + 1)) or { operator = "<=", version = version }
  elseif high.major ~= nil then
    comparators[#comparators + 1] = below(after(high))
  end
  return comparators
end

local function read_set(text, pre)
  local from, to = text:match("^%s*(%S+)%s+%-%s+(%S+)%s*$")
  if from then
    return read_hyphen(from, to, pre)
  end
  local set = {}
  text = text:gsub("([<>]=?)%s+", "%1"):gsub("(~>?)%s+", "%1"):gsub("(%^)%s+", "%1"):gsub("(%f[^%s%z]=)%s+", "%1")
  for word in text:gmatch("%S+") do
    local comparators, reason = read_word(word, pre)
    if not comparators then
      return nil, reason
    end
    table.move(comparators, 1, #comparators, #set + 1, set)
  end
  return set
end

---@param text string
---@param include_prerelease boolean
---@return table?
---@return string? reason
function M.read(text, include_prerelease)
  local range, at = { include_prerelease = include_prerelease }, 1
  repeat
    local bar = text:find("||", at, true)
    local set, reason = read_set(text:sub(at, bar and bar - 1), include_prerelease)
    if not set then
      return nil, reason
    end
    range[#range + 1] = set
    at = bar and bar + 2
  until not at
  return range
end

local holds = {
  ["<"] = function(order) return order < 0 end,
  ["<="] = function(order) return order <= 0 end,
  [">"] = function(order) return order > 0 end,
  [">="] = function(order) return order >= 0 end,
  ["="] = function(order) return order == 0 end,
}

--- A pre-release is let in by a comparator with a pre-release of the same three numbers.
local function lets_in(set, version)
  for _, comparator in ipairs(set) do
    local v = comparator.version
    if #v.prerelease > 0 and v.major == version.major and v.minor == version.minor and v.patch == version.patch then
      return true
    end
  end
  return false
end

--- Whether a version is in a range.
function M.holds(range, version)
  for _, set in ipairs(range) do
    local all = #version.prerelease == 0 or range.include_prerelease or lets_in(set, version)
    for _, comparator in ipairs(set) do
      all = all and holds[comparator.operator](compare(version, comparator.version))
    end
    if all then
      return true
    end
  end
  return false
end

return M
