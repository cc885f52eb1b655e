local host = ...
local arguments = host.standard("_arguments")
local check, kind = arguments.check, arguments.kind
local now = host["time.now"] or os.time

--- Who asks: keys that stay, and roles that are assumed for a while.
local M = {}

---@class aws.Credentials
---@field access_key_id string
---@field expires_at? number seconds since 1970
local Credentials = {}

local secrets = setmetatable({}, { __mode = "k" }) -- credentials -> { secret_access_key, session_token, renew }

local meta = {
  __name = "aws.Credentials",
  __metatable = false,
  __index = Credentials,
  __tostring = function(self)
    return ("aws.Credentials(%s)"):format(self.access_key_id)
  end,
}

local function make(access_key_id, secret, token, expires_at, renew)
  local credentials = setmetatable({ access_key_id = access_key_id, expires_at = expires_at }, meta)
  secrets[credentials] = { secret = secret, token = token, renew = renew }
  return credentials
end

--- What a config calls it, and what a profile of the AWS command line does.
local names = {
  access_key_id = "aws_access_key_id", secret_access_key = "aws_secret_access_key", session_token = "aws_session_token",
}

local function field(where, given, name, required)
  local value = given[name]
  if value == nil or value == host.json.null or value == "" then
    value = given[names[name]]
  end
  if value == nil or value == host.json.null or value == "" then
    check(not required, where, "%s is missing; give it, or %s as a profile has it", name, names[name])
    return nil
  end
  check(type(value) == "string", where, "%s must be a string, found %s", name, kind(value))
  check(not value:find("[%s%c]"), where, "%s holds white space: strip what was read around it", name)
  return value
end

--- Credentials from a table: access_key_id, secret_access_key and session_token, or the names of a profile.
---@param given table
---@return aws.Credentials
function M.credentials(given)
  local where = "aws.credentials"
  if secrets[given] then
    return given
  end
  arguments.table(where, "the credentials", given)
  return make(field(where, given, "access_key_id", true), field(where, given, "secret_access_key", true),
    field(where, given, "session_token"))
end

--- Credentials that are asked for again when they are about to expire.
---@param renew fun(): table gives access_key_id, secret_access_key, session_token and expires_at
---@return aws.Credentials
function M.renewed_by(renew)
  local first = renew()
  return make(first.access_key_id, first.secret_access_key, first.session_token, first.expires_at, renew)
end

local margin = 300 -- seconds before they expire

--- The option `auth.aws` of a request; renews what is about to expire.
---@async
---@param credentials aws.Credentials
---@param region string
---@param service string
---@return table
function M.signing(credentials, region, service)
  local hidden = secrets[credentials]
  if hidden.renew and not hidden.renewing and credentials.expires_at - now() < margin then
    hidden.renewing = true -- whoever comes meanwhile uses the old ones, which last a little longer
    local ok, fresh = pcall(hidden.renew)
    hidden.renewing = nil
    if not ok then
      host.raise(fresh)
    end
    hidden.secret, hidden.token = fresh.secret_access_key, fresh.session_token
    credentials.access_key_id, credentials.expires_at = fresh.access_key_id, fresh.expires_at
  end
  return {
    access_key_id = credentials.access_key_id, secret_access_key = hidden.secret, session_token = hidden.token,
    region = region, service = service,
  }
end

--- One profile of a text such as ~/.aws/credentials or ~/.aws/config.
---@param text string
---@param name? string "default" where it is left out
---@return table<string, string>
function M.profile(text, name)
  local where = "aws.profile"
  arguments.text(where, "the text", text)
  name = arguments.text(where, "the name", name or "default")
  local found, current = nil, nil
  local seen = {}
  for line in (text .. "\n"):gmatch("([^\n]*)\n") do
    line = line:match("^(.-)%s*$")
    local section = line:match("^%[%s*(.-)%s*%]$")
    if section then
      current = section:gsub("^profile%s+", "")
      seen[#seen + 1] = current
      if current == name then
        found = found or {}
      end
    elseif current == name and not line:find("^%s*[#;]") then
      local key, value = line:match("^([%w_]+)%s*=%s*(.*)$")
      if key then
        found[key:lower()] = value
      end
    end
  end
  check(found, where, "there is no profile %q; the text has %s", name,
    #seen > 0 and table.concat(seen, ", ") or "no profile at all")
  return found
end

return M
