-- The account that is looked at: credentials and clients. They stay in this module, so that no result shows them.
local aws = require("aws")

local M = {}

---@type { credentials: aws.Credentials, regions: string[], endpoint: string|nil }|nil
local session
local clients = {}

---What a config leaves empty counts as left out.
local function given(config, name)
  local value = config.get(name)
  return value ~= "" and value or nil
end

---Keys from the config itself, or from the text of a credentials file.
local function keys_of(config)
  local text = given(config, "profile")
  if text then
    return aws.profile(text, given(config, "profile_name"))
  elseif not given(config, "access_key_id") or not given(config, "secret_access_key") then
    error("config: give access_key_id and secret_access_key, or the text of a credentials file as profile", 0)
  end
  return {
    access_key_id = config.get("access_key_id"), secret_access_key = config.get("secret_access_key"),
    session_token = given(config, "session_token"),
  }
end

---Signs in.
---@async
function M.open(config)
  local keys = keys_of(config)
  local regions = given(config, "regions") or { keys.region or "us-east-1" }
  local endpoint = given(config, "endpoint") or keys.endpoint_url
  local credentials = aws.credentials(keys)
  local role = given(config, "role_arn") or keys.role_arn
  if role then
    credentials = aws.assume_role {
      role_arn = role, credentials = credentials, region = regions[1], endpoint = endpoint,
      external_id = given(config, "external_id") or keys.external_id,
    }
  end
  session = { credentials = credentials, regions = regions, endpoint = endpoint }
  clients = {}
end

---@return string[]
function M.regions()
  return session.regions
end

---The client of a service; where no region is given, in the first one.
---@param service string
---@param region? string
---@return aws.Client
function M.client(service, region)
  region = region or session.regions[1]
  local key = service .. " " .. region
  clients[key] = clients[key] or aws.client {
    service = service, region = region, credentials = session.credentials, endpoint = session.endpoint,
  }
  return clients[key]
end

---Who is signed in: Account, Arn, UserId.
---@async
function M.identity()
  local identity, fault = M.client("sts"):call("GetCallerIdentity")
  if not identity then
    error(fault, 0)
  end
  return identity
end

return M
