-- Webhooks: what of a hook's config matters, and what is wrong with it.
local tbl = require("tbl")

local M = {}

---@class Hook
---@field owner string "acme" or "acme/shop"
---@field id integer
---@field url string without its query, which may hold a secret
---@field active boolean
---@field verifies boolean whether GitHub checks the receiver's certificate
---@field has_secret boolean whether deliveries are signed
---@field events string[]

---@param owner string
---@param hook table as GitHub lists it
---@return Hook
function M.facts(owner, hook)
  local config = hook.config or {}
  return {
    owner = owner,
    id = hook.id,
    url = tbl.is_absent(config.url) and "" or config.url:gsub("[?#].*$", ""):gsub("//[^/]*@", "//"),
    active = hook.active,
    -- A string or a number (the documentation has both).
    verifies = tbl.is_absent(config.insecure_ssl) or tonumber(config.insecure_ssl) == 0,
    has_secret = not tbl.is_absent(config.secret) and config.secret ~= "",
    events = json.array(hook.events),
  }
end

---@param hook Hook
---@return string[] faults worst first
---@return string|nil severity
function M.faults(hook)
  local faults, severity = {}, nil
  if hook.url:lower():find("^http:") then
    faults[#faults + 1], severity = "it sends over plain http", "high"
  end
  if not hook.verifies then
    faults[#faults + 1], severity = "it does not check the receiver's certificate", "high"
  end
  if not hook.has_secret then
    faults[#faults + 1], severity = "it signs nothing, for it has no secret", severity or "medium"
  end
  return faults, severity
end

return M
