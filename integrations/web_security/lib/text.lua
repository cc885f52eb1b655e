-- The small pieces that the grammars of HTTP headers share.
local M = {}

---@param text string
function M.trim(text)
  return text:match("^%s*(.-)%s*$")
end

---The parts between `separator`s (one plain character), trimmed; empty parts are left out. A separator inside a
---quoted string (RFC 9110 §5.6.4) separates nothing.
---@param text string
---@param separator string
---@return string[]
function M.split(text, separator)
  local parts, start, quoted, position = {}, 1, false, 1
  local function keep(finish)
    local part = M.trim(text:sub(start, finish))
    if part ~= "" then
      parts[#parts + 1] = part
    end
  end
  while position <= #text do
    local character = text:sub(position, position)
    if character == "\\" and quoted then
      position = position + 1
    elseif character == '"' then
      quoted = not quoted
    elseif character == separator and not quoted then
      keep(position - 1)
      start = position + 1
    end
    position = position + 1
  end
  keep(#text)
  return parts
end

---@param text string a token, or a quoted string, which loses its quotes
function M.unquote(text)
  local inner = text:match('^"(.*)"$')
  return inner and inner:gsub("\\(.)", "%1") or text
end

---@param list string[]
---@return table<string, boolean>
function M.set(list)
  local set = {}
  for _, value in ipairs(list) do
    set[value] = true
  end
  return set
end

return M
