--- The header Link (RFC 8288): where other pages are.
local M = {}

--- Reads what stands at `position` up to one of `ends`, quoted strings taken whole.
local function value_at(text, position)
  if text:sub(position, position) ~= '"' then
    local value = text:match("^[^;,%s]*", position)
    return value, position + #value
  end
  local parts, at = {}, position + 1
  while at <= #text do
    local plain = text:match('^[^"\\]*', at)
    parts[#parts + 1] = plain
    at = at + #plain
    local mark = text:sub(at, at)
    if mark ~= "\\" then
      return table.concat(parts), at + 1
    end
    parts[#parts + 1] = text:sub(at + 1, at + 1)
    at = at + 2
  end
  return table.concat(parts), at
end

--- The parameters of a link from `position` on: the first of each name counts.
local function parameters_at(text, position)
  local found, at = {}, position
  while true do
    local start, stop = text:find("^%s*;%s*", at)
    if not start then
      return found, at
    end
    at = stop + 1
    local name = text:match("^[^=;,%s]*", at):lower()
    at = at + #name
    local value = ""
    local equals, last = text:find("^%s*=%s*", at)
    if equals then
      value, at = value_at(text, last + 1)
    end
    if name ~= "" and not found[name] then
      found[name] = value
    end
  end
end

--- The links of a header's value, as `{ target =, params = }`. What is not a link ends the reading.
---@param text string
---@return { target: string, params: table<string, string> }[]
function M.parse(text)
  local links, at = {}, 1
  while true do
    at = text:match("^[%s,]*()", at)
    local target, after = text:match("^<([^>]*)>()", at)
    if not target then
      return links
    end
    local params
    params, at = parameters_at(text, after)
    links[#links + 1] = { target = target, params = params }
    -- Up to the next link, whatever stands between.
    local comma = text:find(",", at, true)
    if not comma then
      return links
    end
    at = comma
  end
end

--- The target of the first link of a kind, such as "next"; nil where there is none.
---@param values string[] the values of the header
---@param relation string
---@return string?
function M.find(values, relation)
  for _, text in ipairs(values) do
    for _, link in ipairs(M.parse(text)) do
      -- A link with an anchor is about another page than this one.
      for name in (link.params.anchor and "" or link.params.rel or ""):lower():gmatch("%S+") do
        if name == relation then
          return link.target
        end
      end
    end
  end
end

return M
