local host = ...
local answers = host.standard("_http_response")
local pages = host.standard("_http_pages")

--- HTTP for scripts. Every call waits without holding up the other tasks. A status is not an error; a failed transport
--- is, and is raised as an http.Error.
---@class http
local M = {}

---@class http.Retry
---@field attempts? integer how many more tries after the first (default 3)
---@field methods? string[] what may be repeated (default GET, HEAD, OPTIONS, TRACE, PUT, DELETE)
---@field statuses? integer[] what is tried again (default 429, 502, 503, 504)
---@field first_pause? number the longest pause before the second try, in seconds; it doubles each time (default 0.5)
---@field longest_pause? number no pause is longer, in seconds, whatever the server asks (default 120)

---@class http.Auth one of these
---@field bearer? string a token
---@field basic? string[] user and password
---@field header? string[] name and value of a header, such as { "X-Api-Key", key }
---@field query? table<string, string> added to the query, such as { api_key = key }
---@field oauth2? http.OAuth2 client credentials, for which a token is got and kept
---@field aws? http.AWS Signature Version 4

---@class http.OAuth2
---@field token_url string
---@field client_id string
---@field client_secret string
---@field scope? string|string[]
---@field params? table<string, string> more fields of the form, such as { audience = … }
---@field in_body? boolean whether id and secret go into the form instead of a header

---@class http.AWS
---@field access_key_id string
---@field secret_access_key string
---@field session_token? string
---@field region string
---@field service string

---@class http.Options
---@field headers? table<string, string|number|string[]> a list repeats the header
---@field query? table<string, string|number|boolean|(string|number|boolean)[]> added to the query of the URL
---@field auth? http.Auth|false false leaves out what the client would send
---@field json? any the body, encoded as JSON
---@field form? table<string, string|number|boolean|(string|number|boolean)[]> the body, as a form
---@field body? string the body as it is
---@field timeout? number seconds for each try, redirects included (default 30)
---@field deadline? number seconds for the whole call, with all tries and pauses (default: none)
---@field retry? integer|false|http.Retry how often it is tried again (default 3); false or 0 for once only
---@field redirects? integer how many are followed (default 5); 0 returns the redirect itself
---@field verify? boolean whether the server's certificate is checked (default true)
---@field max_body? integer the largest body accepted, in bytes after decompression (default 64 MiB)
---@field cache? boolean whether answers are kept, and asked for again with their ETag (default false)

---@class http.ClientOptions : http.Options
---@field base_url? string where relative URLs lead; no other origin gets headers, query and auth of the client
---@field rate_limit? { requests: integer, per?: number, burst?: integer } so many requests in so many seconds
---@field concurrency? integer requests under way at once
---@field cookies? boolean whether cookies are kept and sent (default false)

--- The option json travels as text: what cannot be encoded is told here, where its path is known.
local function encoded(client, method, options)
  if type(options) ~= "table" or options.json == nil then
    return options
  end
  local ok, text = pcall(host.json.encode, options.json)
  if not ok then
    local name = M[method:lower()] and method:lower() or "request"
    host.raise(("%s%s: option json: %s"):format(client and "client:" or "http.", name, tostring(text)))
  end
  local copy = {}
  for key, value in pairs(options) do
    copy[key] = value
  end
  copy.json, copy["#json"] = nil, text
  return copy
end

local request = host["http.request"]

local function send(client, method, url, options, page)
  return answers.read(method, page, request(method, url, encoded(client, method, options), client))
end

local function checked(name, method)
  if type(method) ~= "string" then
    host.raise(("%s: the method must be a word such as GET, found %s."):format(name, type(method)))
  end
  return method:upper()
end

---@async
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.get(url, options)
  return send(nil, "GET", url, options)
end

---@async
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.head(url, options)
  return send(nil, "HEAD", url, options)
end

---@async
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.post(url, options)
  return send(nil, "POST", url, options)
end

---@async
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.put(url, options)
  return send(nil, "PUT", url, options)
end

---@async
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.patch(url, options)
  return send(nil, "PATCH", url, options)
end

---@async
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.delete(url, options)
  return send(nil, "DELETE", url, options)
end

---@async
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.options(url, options)
  return send(nil, "OPTIONS", url, options)
end

--- A request with any other method, such as PROPFIND.
---@async
---@param method string
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.request(method, url, options)
  return send(nil, checked("http.request", method), url, options)
end

--- The items of a list that comes in pages, one after the other: `for item in http.pages(url, { link = true }) do`.
--- Each page is fetched when its first item is asked for.
---@param url string absolute, http or https
---@param options http.PageOptions
---@return async fun(): any, http.Response
function M.pages(url, options)
  return pages.iterate("http.pages", function(...)
    return send(nil, ...)
  end, url, options)
end

--- Whether a value that `pcall` caught is an error of this module.
---@param value any
---@return boolean
function M.is_error(value)
  return answers.is_error(value)
end

-- Clients ------------------------------------------------------------------------------------------------------------

--- Requests that go to the same server, with the same options: `api:get("/items")`.
---@class http.Client
local Client = {}

local numbers = setmetatable({}, { __mode = "k" }) -- client -> the host's number for it

local function number_of(client, name)
  local number = numbers[client]
  if not number then
    host.raise(("client:%s is called with a colon, on what http.client gave: api:%s(…)"):format(name, name))
  end
  return number
end

---@async
---@param path string joined to the client's base_url, or an absolute URL
---@param options? http.Options
---@return http.Response
function Client:get(path, options)
  return send(number_of(self, "get"), "GET", path, options)
end

---@async
---@param path string
---@param options? http.Options
---@return http.Response
function Client:head(path, options)
  return send(number_of(self, "head"), "HEAD", path, options)
end

---@async
---@param path string
---@param options? http.Options
---@return http.Response
function Client:post(path, options)
  return send(number_of(self, "post"), "POST", path, options)
end

---@async
---@param path string
---@param options? http.Options
---@return http.Response
function Client:put(path, options)
  return send(number_of(self, "put"), "PUT", path, options)
end

---@async
---@param path string
---@param options? http.Options
---@return http.Response
function Client:patch(path, options)
  return send(number_of(self, "patch"), "PATCH", path, options)
end

---@async
---@param path string
---@param options? http.Options
---@return http.Response
function Client:delete(path, options)
  return send(number_of(self, "delete"), "DELETE", path, options)
end

---@async
---@param path string
---@param options? http.Options
---@return http.Response
function Client:options(path, options)
  return send(number_of(self, "options"), "OPTIONS", path, options)
end

---@async
---@param method string
---@param path string
---@param options? http.Options
---@return http.Response
function Client:request(method, path, options)
  return send(number_of(self, "request"), checked("client:request", method), path, options)
end

---@param path string
---@param options http.PageOptions
---@return async fun(): any, http.Response
function Client:pages(path, options)
  local number = number_of(self, "pages")
  return pages.iterate("client:pages", function(...)
    return send(number, ...)
  end, path, options)
end

local client_meta = {
  __name = "http.Client",
  __metatable = false,
  __index = function(_, name)
    return Client[name]
  end,
  __newindex = function(_, name)
    host.raise(("a client is read-only: %s cannot be set. Pass it to http.client, or to a request"):format(
      tostring(name)))
  end,
}

--- A client for one server. Its options go with each request; a request may give its own.
---@param options? http.ClientOptions
---@return http.Client
function M.client(options)
  local client = setmetatable({}, client_meta)
  numbers[client] = host["http.client"](options)
  return client
end

return M
