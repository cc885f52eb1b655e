-- The two things that a page may set in its head in place of a header.
local M = {}

---@param tag string
---@return table<string, string> attribute → value, names in lower case
local function attributes_of(tag)
  local found = {}
  local rest = tag
  while rest ~= "" do
    local name, after = rest:match("^[%s/]*([^%s/>=]+)%s*(.*)$")
    if not name then
      break
    end
    local value = ""
    if after:sub(1, 1) == "=" then
      after = after:match("^=%s*(.*)$")
      local quote = after:match("^[\"']")
      if quote then
        value, after = after:match("^" .. quote .. "([^" .. quote .. "]*)" .. quote .. "?(.*)$")
      else
        value, after = after:match("^([^%s>]*)(.*)$")
      end
    end
    name = name:lower()
    found[name] = found[name] or value
    rest = after
  end
  return found
end

local function decode(value)
  return (value:gsub("&quot;", '"'):gsub("&#0*39;", "'"):gsub("&apos;", "'"):gsub("&amp;", "&"))
end

---Reads the meta elements of a page's head.
---@param body string
---@return { csp: string[], referrer: string|nil }
function M.meta(body)
  local found = { csp = {} }
  -- What stands after <body, or past 64 KiB, is not the head of any page met so far.
  local head = body:sub(1, 65536):gsub("<!%-%-.-%-%->", "")
  head = head:sub(1, (head:find("<[bB][oO][dD][yY][%s>]") or #head + 1) - 1)
  for tag in head:gmatch("<[mM][eE][tT][aA]([%s/][^>]*)>") do
    local attributes = attributes_of(tag)
    local content = attributes.content and decode(attributes.content)
    if content and (attributes["http-equiv"] or ""):lower() == "content-security-policy" then
      found.csp[#found.csp + 1] = content
    elseif content and (attributes.name or ""):lower() == "referrer" then
      found.referrer = content
    end
  end
  return found
end

return M
