-- Strict-Transport-Security, RFC 6797.
local text = require("lib.text")

local M = {}

---@class Hsts
---@field max_age integer seconds
---@field include_subdomains boolean
---@field preload boolean

---Reads the header as §6.1 has it. Only a response's first such header counts (§8.1).
---@param header string
---@return Hsts|nil
---@return string|nil fault why a browser would ignore the header
function M.parse(header)
  local seen = {}
  for _, directive in ipairs(text.split(header, ";")) do
    local name, value = directive:match("^([^%s=]+)%s*=%s*(.*)$")
    name = (name or directive):lower()
    if seen[name] then
      return nil, name .. " stands twice"
    end
    seen[name] = value and text.unquote(value) or ""
  end
  local max_age = seen["max-age"]
  if not max_age then
    return nil, "max-age is missing"
  elseif not max_age:find("^%d+$") then
    return nil, "max-age is not a number of seconds"
  end
  return {
    -- More digits than an integer holds are a float in Lua: still a very long time.
    max_age = math.tointeger(tonumber(max_age)) or math.maxinteger,
    include_subdomains = seen.includesubdomains ~= nil,
    preload = seen.preload ~= nil,
  }
end

return M
