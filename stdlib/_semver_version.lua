local host = ...
local array = host.json.array

--- One semantic version: its text, its order.
local M = {}

local known = setmetatable({}, { __mode = "k" }) -- versions that were made here

local function text_of(version)
  local text = ("%d.%d.%d"):format(version.major, version.minor, version.patch)
  if #version.prerelease > 0 then
    text = text .. "-" .. table.concat(version.prerelease, ".")
  end
  if #version.build > 0 then
    text = text .. "+" .. table.concat(version.build, ".")
  end
  return text
end

local meta = { __name = "semver.Version", __metatable = false, __tostring = text_of }

function meta.__eq(a, b)
  return M.compare(a, b) == 0
end

function meta.__lt(a, b)
  return M.compare(a, b) < 0
end

function meta.__le(a, b)
  return M.compare(a, b) <= 0
end

--- Whether a value is a version that this module made.
function M.is(value)
  return known[value] == true
end

function M.new(major, minor, patch, prerelease, build)
  local version = setmetatable({
    major = major, minor = minor, patch = patch, prerelease = array(prerelease or {}), build = array(build or {}),
  }, meta)
  known[version] = true
  return version
end

--- A number without leading zeros that fits, or nil and why.
function M.number(text)
  if not text:find("^%d+$") then
    return nil, "versions have three numbers, as in 1.2.3"
  elseif text:find("^0%d") then
    return nil, "a number has no leading zeros"
  elseif #text > 18 then
    return nil, "a number is too large"
  end
  return math.tointeger(tonumber(text))
end

--- The parts of a pre-release or of build metadata.
function M.parts(text, are_numbers)
  local parts = {}
  for part in (text .. "."):gmatch("(.-)%.") do
    if part == "" or part:find("[^%w-]") then
      return nil, "the parts of a pre-release or build are letters, digits and hyphens, joined by dots"
    elseif are_numbers and part:find("^%d+$") then
      local number, reason = M.number(part)
      if not number then
        return nil, reason
      end
      parts[#parts + 1] = number
    else
      parts[#parts + 1] = part
    end
  end
  return parts
end

---@param text string
---@return semver.Version?
---@return string? reason
function M.read(text)
  local core, build = text:match("^([^+]*)%+(.*)$")
  core = core or text
  local numbers, prerelease = core:match("^([^-]*)%-(.*)$")
  local major, minor, patch = (numbers or core):match("^([^.]*)%.([^.]*)%.([^.]*)$")
  if not major then
    return nil, "versions have three numbers, as in 1.2.3"
  end
  local found, reason = {}, nil
  for index, part in ipairs { major, minor, patch } do
    found[index], reason = M.number(part)
    if not found[index] then
      return nil, reason
    end
  end
  local pre_parts, build_parts = {}, {}
  if prerelease then
    pre_parts, reason = M.parts(prerelease, true)
  end
  if build and pre_parts then
    build_parts, reason = M.parts(build, false)
  end
  if not pre_parts or not build_parts then
    return nil, reason
  end
  return M.new(found[1], found[2], found[3], pre_parts, build_parts)
end

--- semver.org §11.4: numbers before words, fewer parts before more.
local function compare_prereleases(a, b)
  if #a == 0 or #b == 0 then
    return #a == #b and 0 or #a == 0 and 1 or -1
  end
  for index = 1, math.max(#a, #b) do
    local x, y = a[index], b[index]
    if x == nil or y == nil then
      return x == nil and -1 or 1
    elseif type(x) ~= type(y) then
      return type(x) == "number" and -1 or 1
    elseif x ~= y then
      return x < y and -1 or 1
    end
  end
  return 0
end

---@param a semver.Version
---@param b semver.Version
---@return integer
function M.compare(a, b)
  if a.major ~= b.major then
    return a.major < b.major and -1 or 1
  elseif a.minor ~= b.minor then
    return a.minor < b.minor and -1 or 1
  elseif a.patch ~= b.patch then
    return a.patch < b.patch and -1 or 1
  end
  return compare_prereleases(a.prerelease, b.prerelease)
end

return M
