-- Content-Security-Policy, as CSP Level 3 §2.2 parses it, and what it still lets in.
local text = require("lib.text")

local M = {}

---@alias Policy table<string, string[]> directive → its sources; both in lower case

---@param serialized string one policy, without commas
---@return Policy|nil nil when there is no directive in it
local function parse_policy(serialized)
  local policy
  for directive in serialized:gmatch("[^;]+") do
    local words = {}
    for word in directive:gmatch("%S+") do
      words[#words + 1] = word:lower()
    end
    local name = table.remove(words, 1)
    policy = policy or (name and {})
    -- A directive that stands twice counts once: the first.
    if name and not policy[name] then
      policy[name] = words
    end
  end
  return policy
end

---The policies in the values of a response's headers; one value may hold several, with commas between.
---@param values string[]
---@return Policy[]
function M.parse(values)
  local policies = {}
  for _, value in ipairs(values) do
    for serialized in value:gmatch("[^,]+") do
      policies[#policies + 1] = parse_policy(serialized)
    end
  end
  return policies
end

local open_sources = text.set { "*", "http:", "https:", "data:", "http://*", "https://*" }

---@param policy Policy
local function scripts_of(policy)
  return policy["script-src-elem"] or policy["script-src"] or policy["default-src"]
end

---What one policy lets scripts do that it should not.
---@param policy Policy with sources for scripts
---@return table<string, boolean>
local function script_openings(policy)
  local found, trusted = {}, false
  local scripts = scripts_of(policy)
  local sources = text.set(scripts)
  for _, source in ipairs(scripts) do
    trusted = trusted or source:find("^'nonce%-") ~= nil or source:find("^'sha%d+%-") ~= nil
  end
  local strict = sources["'strict-dynamic'"]
  -- A nonce, a hash or 'strict-dynamic' makes browsers ignore 'unsafe-inline' (CSP3 §6.7.3.2).
  found["'unsafe-inline' scripts"] = sources["'unsafe-inline'"] and not trusted and not strict
  found["'unsafe-eval'"] = text.set(policy["script-src"] or policy["default-src"] or {})["'unsafe-eval'"]
  for _, source in ipairs(scripts) do
    -- 'strict-dynamic' makes browsers ignore hosts and schemes (CSP3 §6.7.2.5).
    if open_sources[source] and not strict then
      found["scripts from " .. source] = true
    end
  end
  return found
end

---What every policy lets in: a browser asks all of them, so one strict policy is enough.
---@param policies Policy[]
---@return string[] sorted
function M.openings(policies)
  local common, limits_objects
  for _, policy in ipairs(policies) do
    local objects = policy["object-src"] or policy["default-src"]
    limits_objects = limits_objects or (objects and not text.set(objects)["*"])
    if scripts_of(policy) then
      local found = script_openings(policy)
      for opening in pairs(common or {}) do
        common[opening] = found[opening]
      end
      common = common or found
    end
  end
  common = common or { ["any script, as there is neither script-src nor default-src"] = true }
  local list = {}
  for opening, open in pairs(common) do
    list[#list + 1] = open and opening or nil
  end
  if not limits_objects then
    list[#list + 1] = "plug-ins from anywhere, as object-src does not limit them"
  end
  table.sort(list)
  return list
end

local open_ancestors = text.set { "*", "http:", "https:", "http://*", "https://*" }

---Whether frame-ancestors is there, and whether it keeps strangers out. A meta element cannot set it.
---@param policies Policy[] of headers
---@return boolean present
---@return boolean closed
function M.frame_ancestors(policies)
  local present, closed = false, false
  for _, policy in ipairs(policies) do
    local ancestors = policy["frame-ancestors"]
    if ancestors then
      local open = false
      for _, source in ipairs(ancestors) do
        open = open or open_ancestors[source] == true
      end
      present = true
      closed = closed or not open
    end
  end
  return present, closed
end

return M
