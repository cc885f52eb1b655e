local host = ...
local url = host.standard("url")
local rest = host.standard("_aws_rest")
local similar = host.standard("_text_similar")

--- Turns an operation with its parameters into an HTTP request, by the protocol of the service.
local M = {}

---@class aws.Request
---@field method string
---@field path string
---@field headers table<string, string>
---@field query? table
---@field form? table
---@field body? string
---@field operation? aws.RestOperation
---@field bucket? string the bucket that it is about

local null = host.json.null

local function scalar(where, path, value)
  local kind = type(value)
  if kind == "boolean" or kind == "string" then
    return value
  elseif kind == "number" then
    return math.tointeger(value) or value
  end
  host.raise(("%s: the parameter %s must be a text, a number, a boolean, a list or a table, found a %s"):format(
    where, path, kind))
end

local function is_list(value)
  return type(value) == "table" and (host.json.is_array(value) or #value > 0)
end

--- The name of one item in the query protocols: Users.member.1, Filter.1, Filters.Filter.1.
local function item_name(service, path, key, index)
  if service.protocol == "ec2" then
    return ("%s.%d"):format((path:gsub("s$", "")), index)
  end
  return ("%s.%s.%d"):format(path, service.lists and service.lists[key] or "member", index)
end

local function flatten(where, service, path, key, value, form)
  if value == nil or value == null then
    return
  elseif is_list(value) then
    for index, item in ipairs(value) do
      flatten(where, service, item_name(service, path, key, index), "", item, form)
    end
  elseif type(value) == "table" then
    for name, member in pairs(value) do
      if type(name) ~= "string" then
        host.raise(("%s: the parameter %s mixes names and numbers"):format(where, path))
      end
      flatten(where, service, path .. "." .. name, name, member, form)
    end
  else
    form[path] = scalar(where, path, value)
  end
end

local function query_request(where, service, operation, params)
  local form = { Action = operation, Version = service.version }
  for name, value in pairs(params) do
    flatten(where, service, name, name, value, form)
  end
  return { method = "POST", path = "/", headers = {}, form = form }
end

local function json_request(_, service, operation, params)
  return {
    method = "POST",
    path = "/",
    headers = {
      ["content-type"] = "application/x-amz-json-" .. service.json,
      ["x-amz-target"] = service.target .. "." .. operation,
    },
    body = next(params) == nil and "{}" or host.json.encode(params),
  }
end

--- Puts the parameters into a path such as /{Bucket}/{Key+}; those that are used are noted.
local function fill(where, template, params, used)
  return (template:gsub("{(%w+)(%+?)}", function(name, keeps_slashes)
    local value = params[name]
    if value == nil or value == "" then
      host.raise(("%s: the parameter %s is missing"):format(where, name))
    end
    used[name] = true
    local text = url.encode(tostring(value))
    return keeps_slashes ~= "" and text:gsub("%%2F", "/") or text
  end))
end

local function rest_request(where, service, name, operation, params)
  local spec = rest.find(name, operation)
  if not spec then
    local hint = similar.closest(operation, rest.names(name))
    host.raise(("%s: this operation is not known of %s%s; use client:request(method, path, options)"):format(
      where, name, hint and ("; did you mean %s?"):format(hint) or ""))
  end
  local method, template = spec[1]:match("^(%u+) (.+)$")
  local path, subresource = template:match("^([^?]*)%??(.*)$")
  local used, headers, query, rest_of = {}, {}, {}, {}
  path = fill(where, path, params, used)
  for key, value in pairs(params) do
    if spec.headers and spec.headers[key] then
      headers[spec.headers[key]] = tostring(value)
    elseif spec.query and spec.query[key] then
      query[spec.query[key]] = scalar(where, key, value)
    elseif not used[key] then
      rest_of[key] = value
    end
  end
  local request = { method = method, headers = headers, operation = spec, bucket = name == "s3" and params.Bucket }
  request.path = subresource ~= "" and path .. "?" .. subresource or path
  if method == "GET" or method == "HEAD" then
    for key, value in pairs(rest_of) do
      query[key] = is_list(value) and value or scalar(where, key, value)
    end
  elseif service.protocol == "rest-json" then
    headers["content-type"] = "application/json"
    request.body = next(rest_of) == nil and "{}" or host.json.encode(rest_of)
  end
  request.query = next(query) and query or nil
  return request
end

--- The request for an operation.
---@param where string what is called, for errors
---@param service aws.Service
---@param name string the service's name
---@param operation string
---@param params table
---@return aws.Request
function M.build(where, service, name, operation, params)
  if service.protocol == "json" then
    return json_request(where, service, operation, params)
  elseif service.protocol == "query" or service.protocol == "ec2" then
    return query_request(where, service, operation, params)
  end
  return rest_request(where, service, name, operation, params)
end

return M
