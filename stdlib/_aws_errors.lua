--- Faults of AWS, and of the way there, as values.
local M = {}

---@class aws.Error
---@field code string what AWS calls it, such as "AccessDenied"; "Transport" where no answer came
---@field message string
---@field request_id? string by which AWS finds the request
---@field status? integer
---@field kind string "api", or the kind of the http.Error where no answer came
---@field service string
---@field operation string
---@field region string
---@field details? table more of an answer in XML, such as the bucket's name
local Error = { __name = "aws.Error", __metatable = false }

function Error:__tostring()
  local place = self.request_id and (", request " .. self.request_id) or ""
  return ("%s %s in %s: %s: %s (%s%s)"):format(self.service, self.operation, self.region, self.code, self.message,
    self.status and "status " .. self.status or self.kind, place)
end

local errors = setmetatable({}, { __mode = "k" })

-- Codes that a denied call has, by service and age of the protocol.
local denials = {
  AccessDenied = true, AccessDeniedException = true, AllAccessDisabled = true, AuthorizationError = true,
  AuthorizationErrorException = true, Forbidden = true, UnauthorizedAccess = true, UnauthorizedOperation = true,
  ["403"] = true,
}

--- A fault from its fields.
---@param fields table
---@return aws.Error
function M.make(fields)
  local fault = setmetatable(fields, Error)
  errors[fault] = true
  return fault
end

--- Whether a value is a fault of this module.
---@param value any
---@return boolean
function M.is_error(value)
  return errors[value] == true
end

--- Whether a value is the fault of a call that the credentials may not make.
---@param value any
---@return boolean
function M.is_denied(value)
  return errors[value] == true and denials[value.code] == true
end

return M
