-- IAM policy documents, as far as public access, plain http and all-powerful statements go.
local tbl = require("tbl")

local M = {}

---@class PolicyDocument
---@field Statement table|table[]

---A value that may stand alone or in a list, as a list.
---@return any[]
local function list(value)
  if value == nil or value == json.null then
    return {}
  end
  return type(value) == "table" and #value > 0 and value or { value }
end

---A document from its text; nil where it cannot be read.
---@param text string
---@return PolicyDocument|nil
function M.parse(text)
  local ok, document = pcall(json.decode, text)
  return ok and type(document) == "table" and document or nil
end

---@param document PolicyDocument
---@return table[]
local function statements(document)
  local found = document.Statement
  return type(found) == "table" and (found.Effect and { found } or found) or {}
end

---@param principal any
---@return boolean
local function is_everyone(principal)
  if type(principal) == "table" then
    principal = principal.AWS
  end
  return tbl.contains(list(principal), "*")
end

-- Keys with which a condition names who may come, in lower case.
local narrowing = {
  ["aws:principalaccount"] = true, ["aws:principalarn"] = true, ["aws:principalorgid"] = true,
  ["aws:principalorgpaths"] = true, ["aws:sourceaccount"] = true, ["aws:sourcearn"] = true,
  ["aws:sourceip"] = true, ["aws:sourceorgid"] = true, ["aws:sourceowner"] = true, ["aws:sourcevpc"] = true,
  ["aws:sourcevpce"] = true, ["aws:userid"] = true, ["s3:dataaccesspointaccount"] = true,
  ["s3:dataaccesspointarn"] = true, ["sts:externalid"] = true, ["aws:vpcsourceip"] = true,
}
local anything = { ["*"] = true, ["0.0.0.0/0"] = true, ["::/0"] = true }

---Whether a condition lets in those alone whom it names. One that excludes somebody, or is passed over where the key is
---missing, does not.
---@param condition any
---@return boolean
local function narrows(condition)
  for operator, keys in pairs(type(condition) == "table" and condition or {}) do
    local excludes = operator:find("Not", 1, true) or operator:find("IfExists", 1, true)
    for key, values in pairs(excludes and {} or keys) do
      if narrowing[key:lower()] and not tbl.any(list(values), function(value) return anything[value] end) then
        return true
      end
    end
  end
  return false
end

---Whether a resource's policy lets everybody in.
---@param document PolicyDocument
---@return boolean
function M.is_public(document)
  return tbl.any(statements(document), function(statement)
    return statement.Effect == "Allow" and is_everyone(statement.Principal) and not narrows(statement.Condition)
  end)
end

---@param condition any
local function is_plain_http(condition)
  if type(condition) ~= "table" then
    return false
  end
  for _, operator in ipairs { "Bool", "BoolIfExists" } do
    for key, values in pairs(condition[operator] or {}) do
      if key:lower() == "aws:securetransport" then
        return tbl.all(list(values), function(value) return tostring(value):lower() == "false" end)
      end
    end
  end
  return false
end

---Whether a bucket's policy denies everybody all that comes without TLS.
---@param document PolicyDocument
---@param arn string the bucket's
---@return boolean
function M.denies_plain_http(document, arn)
  return tbl.any(statements(document), function(statement)
    local actions, resources = list(statement.Action), list(statement.Resource)
    return statement.Effect == "Deny" and is_everyone(statement.Principal) and is_plain_http(statement.Condition)
      and (tbl.contains(actions, "s3:*") or tbl.contains(actions, "*"))
      and (tbl.contains(resources, arn .. "/*") or tbl.contains(resources, arn .. "*") or tbl.contains(resources, "*"))
  end)
end

---Whether a policy allows everything.
---@param document PolicyDocument
---@return boolean
function M.is_admin(document)
  return tbl.any(statements(document), function(statement)
    local actions = list(statement.Action)
    return statement.Effect == "Allow" and (tbl.contains(actions, "*") or tbl.contains(actions, "*:*"))
      and tbl.contains(list(statement.Resource), "*") and not narrows(statement.Condition)
  end)
end

---Whether anybody may assume a role.
M.trusts_everyone = M.is_public

return M
