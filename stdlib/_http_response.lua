local host = ...

--- What came back, or did not: the part of `http` that makes responses and errors.
local M = {}

---@alias http.Kind "dns"|"refused"|"timeout"|"tls"|"reset"|"too_large"|"redirects"|"denied"|"protocol"|"cancelled"
---| "auth" no access token could be got
---| "unrecorded" a replay has no recording of the request
---| "status" an answer that raise_for_status does not accept
---| "json" a body that is not JSON
---| "pages" pages without a list, or that do not lead on

---@class http.Error
---@field kind http.Kind
---@field message string what failed, why, and what to do
---@field method string
---@field url string
---@field status? integer where an answer came
---@field response? http.Response that answer
---@field page? integer the page of `pages` at which it happened
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

--- From a list of pairs, or from a table of the host's that is as it is to be.
local function read_headers(given)
  if given[1] == nil and next(given) ~= nil then
    return setmetatable(given, Headers)
  end
  local headers, lists = {}, nil
  for _, header in ipairs(given) do
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

--- The cipher is not among them: the TLS library that is used does not tell it.
---@class http.TLS
---@field version string "TLSv1.2" or "TLSv1.3"
---@field subject string of the server's certificate, as in "CN=example.com,O=Example"
---@field issuer string
---@field not_before string ISO 8601, in UTC
---@field expires string ISO 8601, in UTC
---@field names string[] host names and addresses that the certificate is for

---@class http.Response
---@field status integer
---@field ok boolean whether the status is from 200 to 299
---@field headers http.Headers
---@field body string
---@field url string where the answer came from, after redirects
---@field elapsed number seconds
---@field redirects string[] the URLs that redirected, first to last
---@field http_version? string "1.0", "1.1" or "2"
---@field tls? http.TLS what the TLS connection showed; nil where the answer came without TLS
---@field from_cache boolean whether the body is one that was kept, and the server said that it is still the same
---@field tries integer how often the request was sent until this came
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

local methods = setmetatable({}, { __mode = "k" }) -- response -> the method that asked for it, unless that was GET

local pages = setmetatable({}, { __mode = "k" }) -- response -> which page of `pages` it is

local function fail(response, kind, message)
  if pages[response] then
    message = ("page %d: %s"):format(pages[response], message)
  end
  raise {
    kind = kind, message = message, method = methods[response] or "GET", url = response.url, status = response.status,
    response = response, page = pages[response],
  }
end
M.fail = fail

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

--- The response that the host's values are, or the error that they tell of.
---@param method string
---@param page? integer the page of `pages` that was asked for
---@param more? table fields that not every answer has
---@return http.Response
function M.read(method, page, status, headers, body, url, elapsed, redirects, more, http_version)
  if not status then
    local failure = headers
    failure.method, failure.page = method, page
    if page then
      failure.message = ("page %d: %s"):format(page, failure.message)
    end
    raise(failure)
  end
  local response = setmetatable({
    status = status, ok = status >= 200 and status < 300, headers = read_headers(headers), body = body, url = url,
    elapsed = elapsed, redirects = redirects, from_cache = false, tries = 1, http_version = http_version,
  }, response_meta)
  if more then
    for name, value in pairs(more) do
      response[name] = value
    end
  end
  if method ~= "GET" then -- a weak table is dear to the collector, and most ask with GET
    methods[response] = method
  end
  pages[response] = page
  return response
end

--- Whether a value is an error of `http`.
---@param value any
---@return boolean
function M.is_error(value)
  return errors[value] == true
end

return M
