-- Who asks: a personal access token, or a GitHub App's installation. Checks what that may see.
local github = require("lib.github")
local jwt = require("jwt")
local refusal = require("lib.refusal")
local tbl = require("tbl")
local time = require("time")

local M = {}

---What a classic token needs, by what for; a scope that holds another is named after it.
local scopes = {
  { name = "read:org", within = { "write:org", "admin:org" }, for_what = "members" },
  { name = "admin:org", within = {}, for_what = "two-factor authentication, settings and Actions of the organisation" },
  { name = "admin:org_hook", within = {}, for_what = "webhooks of the organisation" },
  { name = "repo", within = {}, for_what = "private repositories, their branches, keys and webhooks" },
}

---A token of an App's installation (GitHub gives it an hour): the App proves itself with a JWT of ten minutes at most.
---@param config table
---@param base_url string
---@param organization string
---@return fun(): string, number
local function installation(config, base_url, organization)
  local key, installation_id = config.get("private_key"), config.get("installation_id")
  local function ask(method, path, what)
    -- A minute back, for a clock that runs ahead of GitHub's.
    local claims = { iat = os.time() - 60, exp = os.time() + 540, iss = tostring(config.get("app_id")) }
    local api = github.client(base_url, { bearer = jwt.encode(claims, key, { alg = "RS256" }) }, 1)
    local response = api[method](api, path)
    if not response.ok then
      error(refusal.new(response, what).message
        .. ". Check app_id, private_key and installation_id: GitHub shows them in the App's settings", 0)
    end
    return response:json()
  end
  return function()
    installation_id = installation_id
      or ask("get", github.path("orgs", organization, "installation"), "the App's installation in " .. organization).id
    local path = github.path("app", "installations", tostring(installation_id), "access_tokens")
    local answer = ask("post", path, "a token for installation " .. tostring(installation_id))
    return answer.token, time.parse(answer.expires_at)
  end
end

---@async
---@param ctx table
---@return GitHub
function M.connect(ctx)
  local config = ctx.config
  local token, app_id = config.get("token"), config.get("app_id")
  local base_url = config.get("base_url", "https://api.github.com"):gsub("/+$", "")
  if (token == nil) == (app_id == nil) then
    error("give either token, or app_id and private_key of a GitHub App", 0)
  end
  local organization = config.get("organization")
  return github.new {
    base_url = base_url, organization = organization, token = token, concurrency = config.get("concurrency", 20),
    renew = app_id and installation(config, base_url, organization) or nil,
  }
end

---@param granted string the header x-oauth-scopes
---@return table[] those that are not granted
function M.missing_scopes(granted)
  local has = {}
  for name in granted:gmatch("[^,%s]+") do
    has[name] = true
  end
  return tbl.reject(scopes, function(scope)
    return has[scope.name] or tbl.any(scope.within, function(wider)
      return has[wider] == true
    end)
  end)
end

---Fails where the token is no good; says what it lacks where only some tasks will fail.
---@async
---@param connection GitHub
---@param ctx table
function M.check(connection, ctx)
  local name = connection.organization
  local response = connection:response(github.path("orgs", name))
  if response.status == 401 then
    error("GitHub does not accept the token (401, Bad credentials): it is wrong, expired or revoked", 0)
  elseif response.status == 404 then
    error(("there is no organisation '%s' that this token may see, at %s"):format(name, response.url), 0)
  elseif not response.ok then
    error(refusal.new(response, "the organisation " .. name).message, 0)
  end
  local expiry = response.headers["github-authentication-token-expiration"]
  ctx.add_log(expiry and "the token expires at " .. expiry or "connected to " .. response.url)
  local granted = response.headers["x-oauth-scopes"]
  for _, scope in ipairs(granted and M.missing_scopes(granted) or {}) do
    ctx.add_error(("the token lacks the scope %s, which is needed for %s"):format(scope.name, scope.for_what))
  end
end

return M
