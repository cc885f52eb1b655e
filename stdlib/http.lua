local host = ...

--- HTTP for scripts. Every call waits without holding up the other tasks. A status is not an error; a failed transport
--- is, and is raised as an http.Error.
---@class http
local M = {}

---@class http.Options
---@field headers? table<string, string|number|string[]> a list repeats the header
---@field query? table<string, string|number|boolean|(string|number|boolean)[]> added to the query of the URL
---@field auth? { bearer: string }|{ basic: string[] } a token, or user and password
---@field json? any the body, encoded as JSON
---@field form? table<string, string|number|boolean|(string|number|boolean)[]> the body, as a form
---@field body? string the body as it is
---@field timeout? number seconds for the whole call, redirects included (default 30)
---@field redirects? integer how many are followed (default 5); 0 returns the redirect itself
---@field verify? boolean whether the server's certificate is checked (default true)
---@field max_body? integer the largest body accepted, in bytes after decompression (default 64 MiB)

---@alias http.Kind "dns"|"refused"|"timeout"|"tls"|"reset"|"too_large"|"redirects"|"denied"|"protocol"|"cancelled"
---| "status" an answer that raise_for_status does not accept
---| "json" a body that is not JSON

---@class http.Error
---@field kind http.Kind
---@field message string what failed, why, and what to do
---@field method string
---@field url string
---@field status? integer where an answer came
local Error = { __name = "http.Error", __metatable = false }

function Error:__tostring()
  return ("%s %s: %s"):format(self.method, self.url, self.message)
end

--- Header names are looked up in any case. A header that came more than once is one text, joined by ", "; only
--- set-cookie, whose values hold commas, is joined by line breaks. `headers:all(name)` gives the single values.
---@class http.Headers
---@field [string] string
---@field all fun(self: http.Headers, name: string): string[] every value of a header
local Headers = { __metatable = false }

local repeated = setmetatable({}, { __mode = "k" }) -- headers -> name -> the values of a repeated header

--- All values of a header, in the order in which they came; an empty list where there is none.
---@param name string
---@return string[]
local function all_values(self, name)
  name = name:lower()
  local values = repeated[self] and repeated[self][name]
  if values then
    return table.move(values, 1, #values, 1, {})
  end
  return { rawget(self, name) }
end

function Headers:__index(name)
  if name == "all" then
    return all_values
  end
  return type(name) == "string" and rawget(self, name:lower()) or nil
end

local function read_headers(pairs_of_headers)
  local headers, lists = {}, nil
  for _, header in ipairs(pairs_of_headers) do
    local name, value = header[1]:lower(), header[2]
    local before = headers[name]
    if before then
      lists = lists or {}
      lists[name] = lists[name] or { before }
      table.insert(lists[name], value)
      value = before .. (name == "set-cookie" and "\n" or ", ") .. value
    end
    headers[name] = value
  end
  if headers.all then -- the method keeps its name: such a header is found by headers:all("all")
    lists = lists or {}
    lists.all = lists.all or { headers.all }
    headers.all = nil
  end
  repeated[headers] = lists
  return setmetatable(headers, Headers)
end

---@class http.Response
---@field status integer
---@field ok boolean whether the status is from 200 to 299
---@field headers http.Headers
---@field body string
---@field url string where the answer came from, after redirects
---@field elapsed number seconds
---@field redirects string[] the URLs that redirected, first to last
local Response = {}

-- Metatables are apart from the methods that scripts can reach, so that none of them can be changed.
local response_meta = {
  __name = "http.Response",
  __metatable = false,
  __index = function(_, name)
    return Response[name]
  end,
}

local errors = setmetatable({}, { __mode = "k" }) -- what is an http.Error

local function raise(fields)
  local failure = setmetatable(fields, Error)
  errors[failure] = true
  host.raise(failure)
end

local methods = setmetatable({}, { __mode = "k" }) -- response -> the method that asked for it

local function fail(response, kind, message)
  raise { kind = kind, message = message, method = methods[response], url = response.url, status = response.status }
end

--- The start of a body, fit to stand in a line of text.
local function beginning(response)
  local body, limit = response.body, 120
  if body == "" then
    return "the body is empty"
  end
  local text = body:sub(1, limit)
  if #body > limit then
    text = text:gsub("[\xC0-\xFF][\x80-\xBF]*$", "") -- a character that was cut
  end
  if not utf8.len(text) or text:find("[%z\1-\8\14-\31]") then
    return ("the body is %d bytes that are not text"):format(#body)
  end
  return "the body starts with " .. text:gsub("%s+", " ") .. (#body > #text and "…" or "")
end

--- The body, decoded from JSON. Each call decodes anew: keep the result.
---@return any
function Response:json()
  local ok, value = pcall(host.json.decode, self.body)
  if ok then
    return value
  end
  local content_type = self.headers["content-type"] or "no content type"
  fail(self, "json", ("the answer (%d, %s) is not JSON: %s; %s"):format(
    self.status, content_type, tostring(value), beginning(self)))
end

--- The response itself, unless its status is 400 or more: then an http.Error of kind "status" is raised.
---@return http.Response
function Response:raise_for_status()
  if self.status >= 400 then
    fail(self, "status", ("the server answered %d; %s"):format(self.status, beginning(self)))
  end
  return self
end

--- The option json travels as text: what cannot be encoded is told here, where its path is known.
local function encoded(method, options)
  if type(options) ~= "table" or options.json == nil then
    return options
  end
  local ok, text = pcall(host.json.encode, options.json)
  if not ok then
    local name = M[method:lower()] and method:lower() or "request"
    host.raise(("http.%s: option json: %s"):format(name, tostring(text)))
  end
  local copy = {}
  for key, value in pairs(options) do
    copy[key] = value
  end
  copy.json, copy["#json"] = nil, text
  return copy
end

local request = host["http.request"]

local function send(method, url, options)
  local status, headers, body, final_url, elapsed, redirects = request(method, url, encoded(method, options))
  if not status then
    local failure = headers
    failure.method = method
    raise(failure)
  end
  local response = setmetatable({
    status = status, ok = status >= 200 and status < 300, headers = read_headers(headers), body = body,
    url = final_url, elapsed = elapsed, redirects = redirects,
  }, response_meta)
  methods[response] = method
  return response
end

---@async
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.get(url, options)
  return send("GET", url, options)
end

---@async
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.head(url, options)
  return send("HEAD", url, options)
end

---@async
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.post(url, options)
  return send("POST", url, options)
end

---@async
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.put(url, options)
  return send("PUT", url, options)
end

---@async
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.patch(url, options)
  return send("PATCH", url, options)
end

---@async
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.delete(url, options)
  return send("DELETE", url, options)
end

---@async
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.options(url, options)
  return send("OPTIONS", url, options)
end

--- A request with any other method, such as PROPFIND.
---@async
---@param method string
---@param url string absolute, http or https
---@param options? http.Options
---@return http.Response
function M.request(method, url, options)
  if type(method) ~= "string" then
    host.raise(("http.request: the method must be a word such as GET, found %s."):format(type(method)))
  end
  return send(method:upper(), url, options)
end

--- Whether a value that `pcall` caught is an error of this module.
---@param value any
---@return boolean
function M.is_error(value)
  return errors[value] == true
end

return M
