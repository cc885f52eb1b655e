local host = ...
local arguments = host.standard("_arguments")
local range_of = host.standard("_semver_range")
local version_of = host.standard("_semver_version")
local check, quoted = arguments.check, arguments.quoted
local array = host.json.array
local read, compare = version_of.read, version_of.compare

--- Versions by Semantic Versioning 2.0.0 (semver.org), and ranges as npm has them. Every function takes a text or what
--- `semver.parse` gave.
---@class semver
local M = {}

---@class semver.Version
---@field major integer
---@field minor integer
---@field patch integer
---@field prerelease (string|integer)[] the parts between "-" and "+"; empty for a release
---@field build string[] the parts after "+"; they have no part in comparisons

---@class semver.RangeOptions
---@field include_prerelease? boolean takes pre-releases as any other version (default false, as npm)

local function open(where, value)
  if version_of.is(value) then
    return value
  end
  check(type(value) == "string", where, "a version must be a text or what semver.parse gave, found %s",
    arguments.kind(value))
  local version, reason = read(value)
  check(version, where, "%s is not a semantic version: %s", quoted(value), reason)
  return version
end

--- Reads a version such as "1.4.2-rc.1+build.5". `tostring` gives its text back.
---@param text string|semver.Version
---@return semver.Version
function M.parse(text)
  return open("semver.parse", text)
end

--- Whether a value is the text of a semantic version.
---@param value any
---@return boolean
function M.is_valid(value)
  return version_of.is(value) or type(value) == "string" and read(value) ~= nil
end

--- The first thing in a text that looks like a version, made whole: "v1.2" and "release 1.2" are "1.2.0". Nil where
--- there is none. Pre-release and build are left out unless all three numbers are there.
---@param text string
---@return semver.Version?
function M.coerce(text)
  arguments.text("semver.coerce", "the text", text)
  local at = 1
  while true do
    local first, last, major, rest = text:find("%f[%d]0*(%d+)([%w.+-]*)", at)
    if not first then
      return nil
    end
    local minor, after = rest:match("^%.0*(%d+)(.*)$")
    local patch, tail = (after or ""):match("^%.0*(%d+)(.*)$")
    local numbers = ("%s.%s.%s"):format(major, minor or 0, patch or 0)
    local version = tail and read(numbers .. tail) or read(numbers)
    if version then
      return version
    end
    at = last + 1
  end
end

--- -1, 0 or 1 by the precedence of semver.org §11. Build metadata does not count.
---@param a string|semver.Version
---@param b string|semver.Version
---@return integer
function M.compare(a, b)
  return compare(open("semver.compare", a), open("semver.compare", b))
end

---@param a string|semver.Version
---@param b string|semver.Version
---@return boolean
function M.lt(a, b)
  return compare(open("semver.lt", a), open("semver.lt", b)) < 0
end

---@param a string|semver.Version
---@param b string|semver.Version
---@return boolean
function M.le(a, b)
  return compare(open("semver.le", a), open("semver.le", b)) <= 0
end

---@param a string|semver.Version
---@param b string|semver.Version
---@return boolean
function M.gt(a, b)
  return compare(open("semver.gt", a), open("semver.gt", b)) > 0
end

---@param a string|semver.Version
---@param b string|semver.Version
---@return boolean
function M.ge(a, b)
  return compare(open("semver.ge", a), open("semver.ge", b)) >= 0
end

--- Equal in precedence: "1.0.0+a" and "1.0.0+b" are.
---@param a string|semver.Version
---@param b string|semver.Version
---@return boolean
function M.eq(a, b)
  return compare(open("semver.eq", a), open("semver.eq", b)) == 0
end

--- A new list, lowest first. Versions of the same precedence keep their order.
---@param versions (string|semver.Version)[]
---@return (string|semver.Version)[]
function M.sort(versions)
  arguments.list("semver.sort", "the versions", versions)
  local items = {}
  for index = 1, #versions do
    items[index] = { open("semver.sort", versions[index]), index, versions[index] }
  end
  table.sort(items, function(a, b)
    local order = compare(a[1], b[1])
    return order < 0 or order == 0 and a[2] < b[2]
  end)
  for index, item in ipairs(items) do
    items[index] = item[3]
  end
  return array(items)
end

local function open_range(where, range, options)
  options = arguments.options(where, options, { include_prerelease = "boolean" })
  check(type(range) == "string", where, "a range must be a text, found %s", arguments.kind(range))
  local found, reason = range_of.read(range, options.include_prerelease or false)
  check(found, where, "%s is not a range: %s", quoted(range), reason)
  return found
end

--- Whether a value is the text of a range.
---@param value any
---@return boolean
function M.is_range(value)
  return type(value) == "string" and range_of.read(value, false) ~= nil
end

--- Whether a version is in a range: "^1.2.3", "~1.2", ">=1.0.0 <2.0.0 || 3.x", "1.2 - 2.3". As with npm, a pre-release
--- is in a range only where the range names a pre-release of the same three numbers.
---@param version string|semver.Version
---@param range string
---@param options? semver.RangeOptions
---@return boolean
function M.satisfies(version, range, options)
  local where = "semver.satisfies"
  return range_of.holds(open_range(where, range, options), open(where, version))
end

local function best(where, versions, range, options, sign)
  arguments.list(where, "the versions", versions)
  local wanted, found, found_text = open_range(where, range, options), nil, nil
  for index = 1, #versions do
    local version = open(where, versions[index])
    if range_of.holds(wanted, version) and (not found or compare(version, found) * sign > 0) then
      found, found_text = version, versions[index]
    end
  end
  return found_text
end

--- The highest version of a list that is in a range, as it stands in the list; nil where none is.
---@param versions (string|semver.Version)[]
---@param range string
---@param options? semver.RangeOptions
---@return string|semver.Version|nil
function M.max_satisfying(versions, range, options)
  return best("semver.max_satisfying", versions, range, options, 1)
end

--- The lowest version of a list that is in a range, as it stands in the list; nil where none is.
---@param versions (string|semver.Version)[]
---@param range string
---@param options? semver.RangeOptions
---@return string|semver.Version|nil
function M.min_satisfying(versions, range, options)
  return best("semver.min_satisfying", versions, range, options, -1)
end

--- The next version. Of a pre-release it is the release that it leads to, where that is a major, minor or patch one.
---@param version string|semver.Version
---@param part "major"|"minor"|"patch"
---@return semver.Version
function M.increment(version, part)
  local v = open("semver.increment", version)
  check(part == "major" or part == "minor" or part == "patch", "semver.increment",
    "the part must be major, minor or patch, found %s", quoted(part))
  local major, minor, patch = v.major, v.minor, v.patch
  local leads_to = #v.prerelease > 0 and (patch ~= 0 and "patch" or minor ~= 0 and "minor" or "major")
  if leads_to and (part == leads_to or part == "patch" or part == "minor" and leads_to == "major") then
    return version_of.new(major, minor, patch)
  elseif part == "major" then
    return version_of.new(major + 1, 0, 0)
  elseif part == "minor" then
    return version_of.new(major, minor + 1, 0)
  end
  return version_of.new(major, minor, patch + 1)
end

return M
