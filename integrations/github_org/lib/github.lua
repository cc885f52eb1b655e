-- GitHub's API through one client: pages, conditional requests, rate limits and their pauses, and errors that say what
-- the token lacks.
local refusal = require("lib.refusal")
local tbl = require("tbl")
local url = require("url")

local M = {}

---@class GitHub
---@field organization string
---@field is_app boolean
---@field private client http.Client
---@field private graphql_url string
---@field private renew (fun(): string, number)|nil gives a token and when it expires
---@field private expires number|nil
local GitHub = {}
GitHub.__index = GitHub

-- A secondary rate limit asks for a pause of a minute or so; the primary one may last for an hour.
local retry = { attempts = 5, methods = { "GET", "POST" }, longest_pause = 300 }

---@param base_url string
---@param auth table|nil
---@param concurrency integer
function M.client(base_url, auth, concurrency)
  return http.client {
    base_url = base_url,
    headers = { accept = "application/vnd.github+json", ["x-github-api-version"] = "2022-11-28" },
    auth = auth,
    retry = retry,
    concurrency = concurrency,
    cache = true, -- an answer of 304 does not count against the rate limit
  }
end

---@param base_url string of the REST API: https://api.github.com, or https://HOST/api/v3
---@return string
local function graphql_url(base_url)
  return (base_url:gsub("/v3$", "")) .. "/graphql"
end

---@param options { base_url: string, organization: string, concurrency: integer, token: string|nil,
---  renew: (fun(): string, number)|nil }
---@return GitHub
function M.new(options)
  local self = setmetatable({
    organization = options.organization, is_app = options.renew ~= nil, renew = options.renew,
    base_url = options.base_url, concurrency = options.concurrency, graphql_url = graphql_url(options.base_url),
  }, GitHub)
  if options.token then
    self.client = M.client(options.base_url, { bearer = options.token }, options.concurrency)
  end
  return self
end

---The client, with a token that lasts for some minutes more.
---@async
---@private
function GitHub:api()
  if self.renew and (not self.client or self.expires - os.time() < 300) then
    local token, expires = self.renew()
    self.client, self.expires = M.client(self.base_url, { bearer = token }, self.concurrency), expires
  end
  return self.client
end

---A path, its parts encoded: path("repos", "acme/shop", "branches", "release/2.x").
---@vararg string
---@return string
function M.path(...)
  local parts = tbl.map({ ... }, function(part)
    return part:find("^[%w_.-]+/[%w_.-]+$") and part or url.encode(part)
  end)
  return "/" .. table.concat(parts, "/")
end

---An answer as it is, whatever its status.
---@async
---@param path string
---@param query table|nil
---@return http.Response
function GitHub:response(path, query)
  return self:api():get(path, { query = query })
end

---@async
---@param path string
---@param request { what: string, needs: string|nil, query: table|nil }
---@return any
function GitHub:get(path, request)
  local response = self:response(path, request.query)
  if not response.ok then
    error(refusal.new(response, request.what, request.needs))
  end
  return response:json()
end

---@async
---@private
---@param path string
---@param request { what: string, needs: string|nil }
---@param options http.PageOptions
---@return table[]
function GitHub:collect(path, request, options)
  local items = {}
  local ok, fault = pcall(function()
    for item in self:api():pages(path, options) do
      items[#items + 1] = item
    end
  end)
  if not ok then
    local response = http.is_error(fault) and fault.response
    error(response and refusal.new(response, request.what, request.needs) or fault, 0)
  end
  return items
end

---All items of a list, from all its pages.
---@async
---@param path string
---@param request { what: string, needs: string|nil, query: table|nil }
---@return table[]
function GitHub:list(path, request)
  return self:collect(path, request, { link = true, query = tbl.merge({ per_page = 100 }, request.query or {}) })
end

---The faults of a GraphQL answer, which comes with the status 200.
local function graphql_faults(errors)
  return table.concat(tbl.map(errors, function(fault)
    local path = fault.path and table.concat(tbl.map(fault.path, tostring), ".") .. ": " or ""
    local kind = fault.type and (" (%s)"):format(fault.type) or ""
    return path .. tostring(fault.message) .. kind
  end), "; ")
end

---All edges of a GraphQL connection, from all its pages. The query takes the variable `cursor`.
---@async
---@param text string
---@param request { what: string, connection: string, variables: table } connection: its place in the data
---@return table[]
function GitHub:edges(text, request)
  local place = "data." .. request.connection
  local function edges_of(body)
    if not tbl.is_absent(body.errors) and #body.errors > 0 then
      error(("GitHub does not give %s. GraphQL: %s"):format(request.what, graphql_faults(body.errors)), 0)
    end
    return tbl.get(body, place .. ".edges")
  end
  return self:collect(self.graphql_url, request, {
    method = "POST", json = { query = text, variables = request.variables }, items = edges_of,
    cursor = {
      path = place .. ".pageInfo.endCursor", more = place .. ".pageInfo.hasNextPage", body = "variables.cursor",
    },
  })
end

return M
