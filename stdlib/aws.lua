local host = ...
local arguments = host.standard("_arguments")
local answers = host.standard("_aws_answers")
local credentials = host.standard("_aws_credentials")
local endpoints = host.standard("_aws_endpoints")
local errors = host.standard("_aws_errors")
local pages = host.standard("_aws_pages")
local requests = host.standard("_aws_requests")
local sending = host.standard("_aws_send")
local services = host.standard("_aws_services")
local similar = host.standard("_text_similar")
local time = host.standard("time")
local check, kind, quoted = arguments.check, arguments.kind, arguments.quoted

--- Amazon Web Services: signed calls of any service, with retries, pages, and faults as values.
---@class aws
local M = {}

M.credentials, M.profile = credentials.credentials, credentials.profile
M.is_error, M.is_denied = errors.is_error, errors.is_denied

---@class aws.ClientOptions
---@field service string such as "iam"; `aws.services()` has all
---@field region string such as "eu-central-1"
---@field credentials aws.Credentials|table what `aws.credentials` or `aws.assume_role` gave, or a table for the former
---@field endpoint? string the base URL to ask in place of AWS's own, such as "http://127.0.0.1:5000"
---@field retry? integer how often a call is made again when AWS is busy or cannot be reached (default 4)
---@field timeout? number seconds for each try (default 30)
---@field max_body? integer the largest answer accepted, in bytes

local known_options = {
  service = "string", region = "string", credentials = "table", endpoint = "any", retry = "number", timeout = "number",
  max_body = "number",
}

--- One service in one region.
---@class aws.Client
---@field service string
---@field region string
local Client = {}
local states = setmetatable({}, { __mode = "k" }) -- client -> what it keeps to itself
local meta = {
  __name = "aws.Client",
  __metatable = false,
  __index = function(_, name)
    return Client[name]
  end,
  __tostring = function(self)
    return ("aws.Client(%s, %s)"):format(self.service, self.region)
  end,
}

local function find_service(where, name)
  local service = services.find(name)
  if not service then
    local hint = similar.closest(name, services.names())
    host.raise(("%s: there is no service %s%s; aws.services() has all"):format(where, quoted(name),
      hint and (", did you mean %s?"):format(quoted(hint)) or ""))
  end
  return service
end

local function read_endpoint(where, endpoint)
  if endpoint == nil or endpoint == host.json.null or endpoint == "" then
    return nil
  end
  check(type(endpoint) == "string" and endpoint:find("^https?://[^/?#]+/?$"), where,
    "the option endpoint must be a URL without a path, such as http://127.0.0.1:5000, found %s", quoted(endpoint))
  return (endpoint:gsub("/$", ""))
end

--- A client of one service in one region.
---@param options aws.ClientOptions
---@return aws.Client
function M.client(options)
  local where = "aws.client"
  options = arguments.options(where, options, known_options)
  local name, region = options.service, options.region
  check(name, where, "the option service is missing, such as \"iam\"")
  local service = find_service(where, name)
  check(region, where, "the option region is missing, such as \"eu-central-1\"")
  check(region:find("^%l[%l%d-]+%d$"), where, "the option region must be a region such as eu-central-1, found %s",
    quoted(region))
  check(options.credentials, where, "the option credentials is missing; aws.credentials makes them")
  local endpoint = read_endpoint(where, options.endpoint)
  local _, signing_region = endpoints.resolve(service, name, region)
  local client = setmetatable({ service = name, region = region }, meta)
  states[client] = {
    name = name, service = service, region = signing_region, signing = service.signing or service.endpoint or name,
    credentials = M.credentials(options.credentials), timeout = options.timeout, max_body = options.max_body,
    retry = arguments.integer(where, "the option retry", options.retry or 4, 0), bucket_regions = {},
    base_of = function(of)
      return endpoint or (endpoints.resolve(service, name, of))
    end,
  }
  return client
end

local function state_of(where, client)
  return states[client] or host.raise(where .. ": call it with a colon, as in client:call(\"ListUsers\")")
end

local function where_of(state, operation)
  return ("aws.client: %s %s"):format(state.name, operation)
end

local function read(state, response, request, operation)
  local ok, result = pcall(answers.read, response, state.service, request, operation)
  if ok then
    return result
  end
  return nil, errors.make {
    code = "BadAnswer", kind = "api", message = tostring(result), status = response.status, service = state.name,
    operation = operation, region = state.region,
  }
end

---@class aws.CallOptions
---@field lists? string[] elements of an answer in XML that are lists, also when there is one of them

--- Calls an operation. What AWS refuses, and what does not reach it, is a value: nil and the fault. Values of the XML
--- protocols are texts, under their names in the answer.
---@async
---@param operation string such as "ListUsers"
---@param params? table its parameters, as AWS names them
---@param options? aws.CallOptions
---@return table? result
---@return aws.Error? fault
function Client:call(operation, params, options)
  local state = state_of("client:call", self)
  arguments.text("client:call", "the operation", operation)
  local where = where_of(state, operation)
  options = arguments.options(where, options, { lists = "table" })
  params = params and arguments.table(where, "the parameters", params) or {}
  local request = requests.build(where, state.service, state.name, operation, params)
  request.lists = options.lists
  local response, fault = sending.send(state, request, operation)
  if not response then
    return nil, fault
  end
  return read(state, response, request, operation)
end

--- Calls an operation until its last page, and gives each item of the list at `path`, such as "Users". A fault is
--- raised.
---@async
---@param operation string
---@param params? table
---@param path string the name of the list in an answer; names joined by "." lead to one further inside
---@param options? aws.CallOptions
---@return fun(): any
function Client:pages(operation, params, path, options)
  local state = state_of("client:pages", self)
  arguments.text("client:pages", "the name of the list", path)
  local asked, items, index, last, seen = {}, {}, 0, false, {}
  for name, value in pairs(params or {}) do
    asked[name] = value
  end
  local function next_page()
    local answer, fault = self:call(operation, asked, options)
    if not answer then
      host.raise(fault)
    end
    items, index = pages.items(answer, path), 0
    local more = pages.next(answer, state.service.protocol)
    last = more == nil
    local mark = more and host.json.encode(more)
    if mark and seen[mark] then
      host.raise(where_of(state, operation) .. ": the answer leads to a page that was there already")
    end
    for name, value in pairs(more or {}) do
      asked[name] = value
    end
    seen[mark or ""] = true
  end
  next_page()
  return function()
    while index >= #items do
      if last then
        return nil
      end
      next_page()
    end
    index = index + 1
    return items[index]
  end
end

--- All items of all pages. What AWS refuses is a value, as with `call`.
---@async
---@param operation string
---@param params? table
---@param path string the name of the list in an answer
---@param options? aws.CallOptions
---@return any[]? items
---@return aws.Error? fault
function Client:list(operation, params, path, options)
  local all = host.json.array()
  local ok, fault = pcall(function()
    for item in self:pages(operation, params, path, options) do
      all[#all + 1] = item
    end
  end)
  if ok then
    return all
  elseif errors.is_error(fault) then
    return nil, fault
  end
  host.raise(fault)
end

---@class aws.RequestOptions
---@field query? table
---@field headers? table<string, string>
---@field json? any the body, encoded as JSON
---@field body? string

--- A signed request to any address of the service, for what has no operation here.
---@async
---@param method string
---@param path string absolute, percent-encoded
---@param options? aws.RequestOptions
---@return http.Response? response
---@return aws.Error? fault
function Client:request(method, path, options)
  local where = "client:request"
  local state = state_of(where, self)
  arguments.text(where, "the method", method)
  check(type(path) == "string" and path:sub(1, 1) == "/", where, "the path must start with /, found %s", quoted(path))
  options = arguments.options(where, options, { query = "table", headers = "table", json = "any", body = "string" })
  local request = { method = method:upper(), path = path, headers = {}, query = options.query, body = options.body }
  for name, value in pairs(options.headers or {}) do
    request.headers[name:lower()] = value
  end
  if options.json ~= nil then
    request.body = host.json.encode(options.json)
    request.headers["content-type"] = request.headers["content-type"] or "application/json"
  end
  return sending.send(state, request, method:upper() .. " " .. path)
end

---@class aws.RoleOptions
---@field role_arn string
---@field credentials aws.Credentials|table who assumes the role
---@field region string
---@field session_name? string (default "luahost")
---@field external_id? string
---@field duration? integer seconds (default 3600)
---@field endpoint? string

local role_options = {
  role_arn = "string", credentials = "table", region = "string", session_name = "string", external_id = "any",
  duration = "number", endpoint = "any",
}

--- The credentials of a role, which STS gives for a while; they are renewed before they expire. A refusal is raised.
---@async
---@param options aws.RoleOptions
---@return aws.Credentials
function M.assume_role(options)
  local where = "aws.assume_role"
  options = arguments.options(where, options, role_options)
  check(options.role_arn and options.role_arn:find("^arn:[%w-]+:iam::%d+:role/."), where,
    "the option role_arn must be an ARN such as arn:aws:iam::123456789012:role/audit, found %s",
    options.role_arn and quoted(options.role_arn) or kind(nil))
  local sts = M.client {
    service = "sts", region = options.region, credentials = options.credentials, endpoint = options.endpoint,
  }
  local external = options.external_id
  local params = {
    RoleArn = options.role_arn, RoleSessionName = options.session_name or "luahost",
    ExternalId = external ~= "" and external ~= host.json.null and external or nil,
    DurationSeconds = options.duration,
  }
  return credentials.renewed_by(function()
    local answer, fault = sts:call("AssumeRole", params)
    if not answer then
      host.raise(fault)
    end
    local given = answer.Credentials
    return {
      access_key_id = given.AccessKeyId, secret_access_key = given.SecretAccessKey, session_token = given.SessionToken,
      expires_at = time.parse(given.Expiration),
    }
  end)
end

---@class aws.PresignOptions
---@field credentials aws.Credentials|table what `aws.credentials` or `aws.assume_role` gave, or a table for the former
---@field region string such as "eu-central-1"
---@field service? string under which name the request is signed (default "s3")
---@field method? string what the URL may be asked with (default "GET")
---@field expires? integer seconds for which it is good, up to a week (default 3600)
---@field at? number when it begins, in seconds since 1970 (default: now)

local presign_options = {
  credentials = "table", region = "string", service = "string", method = "string", expires = "number", at = "number",
}

--- A URL that carries its signature: whoever has it may make that one request until it expires. Nothing is sent.
---@async
---@param url string such as "https://bucket.s3.eu-central-1.amazonaws.com/key"
---@param options aws.PresignOptions
---@return string
function M.presign(url, options)
  local where = "aws.presign"
  arguments.text(where, "the URL", url)
  options = arguments.options(where, options, presign_options)
  check(options.region, where, "the option region is missing, such as \"eu-central-1\"")
  check(options.credentials, where, "the option credentials is missing; aws.credentials makes them")
  local method = (options.method or "GET"):upper()
  check(method:find("^%u+$"), where, "the option method must be a word such as GET, found %s", quoted(method))
  local expires = arguments.integer(where, "the option expires", options.expires or 3600, 1)
  check(expires <= 604800, where, "the option expires must be at most 604800 seconds, a week, found %d", expires)
  local signing = credentials.signing(M.credentials(options.credentials), options.region, options.service or "s3")
  local at = options.at or (host["time.now"] or os.time)()
  return host["aws.presign"](method, url, signing, expires, math.floor(at * 1000))
end

--- The names of the services that `aws.client` knows, sorted.
---@return string[]
function M.services()
  return host.json.array(services.names())
end

--- The regions of a partition, those that must be opted into among them.
---@param partition? string "aws" where it is left out, "aws-cn" or "aws-us-gov"
---@return string[]
function M.regions(partition)
  return host.json.array(endpoints.regions(arguments.text("aws.regions", "the partition", partition or "aws")))
end

--- The partition of a region: "aws", "aws-cn" or "aws-us-gov".
---@param region string
---@return string
function M.partition(region)
  return endpoints.partition(arguments.text("aws.partition", "the region", region))
end

return M
