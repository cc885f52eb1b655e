local host = ...
local text = host.standard("_value_text")

--- Snapshots: a value as lines that are the same in every run, and where two differ.
local M = {}

local function verbatim(shown)
  return setmetatable({ text = shown }, text.verbatim)
end

local times = {}
for name in ("start_time end_time started_at finished_at timestamp first_seen last_seen"):gmatch("%S+") do
  times[name] = true
end
local uuid = "^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$"

--- What is another in every run, by the names that results have for it.
local function mask(key, value)
  if times[key] and type(value) == "string" and value:find("^%d%d%d%d%-%d%d%-%d%dT") then
    return verbatim("<time>")
  elseif (key == "duration" or key == "elapsed") and type(value) == "number" then
    return verbatim("<duration>")
  elseif (key == "id" or key == "job_id") and type(value) == "string" and value:find(uuid) then
    return verbatim("<id>")
  elseif math.type(key) == "integer" and type(value) == "string" then
    local line = value:match("^%d%d%d%d%-%d%d%-%d%d %d%d:%d%d:%d%d%.%d%d%d (.*)$")
    return line and "<time> " .. line
  end
end

---@param value any
---@return string
function M.text(value)
  return text.lines(value, mask)
end

local function lines_of(s)
  local lines = {}
  for line in (s .. "\n"):gmatch("([^\n]*)\n") do
    lines[#lines + 1] = line
  end
  return lines
end

--- The lines in which two snapshots differ, each run of them as one difference.
---@param expected string
---@param actual string
---@return test.Difference[]
function M.differences(expected, actual)
  local one, other = lines_of(expected), lines_of(actual)
  local first = 1
  while one[first] and one[first] == other[first] do
    first = first + 1
  end
  local last, shift = #one, #other - #one
  while last >= first and last + shift >= first and one[last] == other[last + shift] do
    last = last - 1
  end
  local function part(lines, to)
    return to >= first and text.short(table.concat(lines, "\n", first, to), 2000) or nil
  end
  return { {
    path = "line " .. first .. " of the snapshot", expected = part(one, last), actual = part(other, last + shift),
  } }
end

return M
