-- An answer by which GitHub says no: what it says, and what the token would need.
local tbl = require("tbl")

local M = {}

---@class Refusal
---@field status integer
---@field message string
local Refusal = {
  __name = "Refusal",
  __tostring = function(refusal)
    return refusal.message
  end,
}

---What GitHub wrote beside the status.
---@param response http.Response
---@return string
function M.said(response)
  local ok, body = pcall(response.json, response)
  return ok and type(body) == "table" and type(body.message) == "string" and body.message or "no message"
end

---What would have been accepted: GitHub's own word first.
---@param headers http.Headers
---@param needs string|nil
local function needed(headers, needs)
  local scopes, permissions = headers["x-accepted-oauth-scopes"], headers["x-accepted-github-permissions"]
  local wants = {}
  if scopes and scopes ~= "" then
    wants[#wants + 1] = "the scope " .. scopes
  end
  if permissions and permissions ~= "" then
    wants[#wants + 1] = "the permission " .. permissions
  end
  if #wants == 0 then
    wants[1] = needs
  end
  return #wants > 0 and table.concat(wants, " or ") or nil
end

---@param response http.Response
---@return boolean
function M.is_rate_limit(response)
  local limited = response.status == 403 or response.status == 429
  local text = limited and M.said(response):lower() or ""
  return response.status == 429
    or limited and (response.headers["x-ratelimit-remaining"] == "0" or text:find("rate limit", 1, true) ~= nil)
end

local function rate_limit(response)
  local reset = tonumber(response.headers["x-ratelimit-reset"])
  local when = reset and response.headers["x-ratelimit-remaining"] == "0" and os.date("!%Y-%m-%d %H:%M:%S UTC", reset)
  return ("GitHub's rate limit is used up (%s); %s"):format(
    M.said(response), when and "it is open again at " .. when or "run again later, with a lower concurrency")
end

---@param response http.Response
---@param what string what was asked for, such as "the webhooks of acme"
---@param needs string|nil what a token needs for it, where GitHub's answer does not say
---@return Refusal
function M.new(response, what, needs)
  local status = response.status
  local message = ("GitHub does not give %s: %d, %s"):format(what, status, (M.said(response):gsub("%.$", "")))
  if M.is_rate_limit(response) then
    message = rate_limit(response)
  else
    local wants = tbl.contains({ 403, 404, 422 }, status) and needed(response.headers, needs)
    if wants then
      local hidden = status == 404 and "; a 404 also stands for what a token may not see" or ""
      message = ("%s%s. The token needs %s"):format(message, hidden, wants)
    end
  end
  return setmetatable({ status = status, message = message, said = M.said(response) }, Refusal)
end

---@param value any
---@return boolean
function M.is(value)
  return getmetatable(value) == Refusal
end

return M
