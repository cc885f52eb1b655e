-- Asks one URL, follows its redirects by hand, and keeps what the insights judge.
local cookies = require("lib.cookies")
local html = require("lib.html")
local urls = require("lib.urls")

local M = {}

local redirect_limit = 10
local redirects = { [301] = true, [302] = true, [303] = true, [307] = true, [308] = true }

local kept_headers = {
  "content-security-policy", "content-security-policy-report-only", "content-type", "referrer-policy", "server",
  "strict-transport-security", "via", "x-aspnet-version", "x-aspnetmvc-version", "x-content-type-options",
  "x-frame-options", "x-generator", "x-powered-by",
}

---@class Hop
---@field url string
---@field status integer
---@field location string|nil

---@class Site
---@field url string as configured
---@field host string
---@field reachable boolean
---@field final_url string
---@field scheme string of the final URL
---@field final_host string
---@field status integer
---@field html boolean
---@field chain Hop[] every answer, the last one too
---@field headers table<string, string[]> of the last answer, names in lower case
---@field cookies Cookie[] of every answer, each with the URL that set it
---@field meta { csp: string[], referrer: string|nil }
---@field certificate_error string|nil why a browser would refuse the certificate
---@field error { kind: string, message: string, url: string }|nil

---@param response table
---@param url string
---@param into Cookie[]
local function read_cookies(response, url, into)
  for _, header in ipairs(response.headers:all("set-cookie")) do
    local cookie = cookies.parse(header)
    if cookie and not cookie.deletes then
      cookie.set_by = url
      cookie.deletes = nil
      into[#into + 1] = cookie
    end
  end
end

---@param response table
---@return table<string, string[]>
local function read_headers(response)
  local headers = {}
  for _, name in ipairs(kept_headers) do
    local values = response.headers:all(name)
    headers[name] = #values > 0 and values or nil
  end
  return headers
end

---@param failure any what http.get raised
---@return string|nil kind nil when it is no failed transport, but a fault of this script
local function kind_of(failure)
  return type(failure) ~= "string" and failure.kind or nil
end

---One request. A certificate that is refused is noted, and the request made again without the check: what the site
---sends is worth judging all the same, and nothing secret is sent.
---@async
local function request(url, site, options)
  local settings = { redirects = 0, timeout = options.timeout, retry = 1, verify = site.certificate_error == nil }
  local ok, response = pcall(http.get, url, settings)
  if not ok and kind_of(response) == "tls" and settings.verify then
    local failure = response
    settings.verify = false
    ok, response = pcall(http.get, url, settings)
    if ok then
      site.certificate_error = failure.message
    end
  end
  return ok, response
end

---@param failure any
---@param url string
local function error_of(failure, url)
  if kind_of(failure) then
    return { kind = failure.kind, message = failure.message, url = url }
  end
  error(failure, 0)
end

---@async
---@param start Url
---@param options { timeout: number }
---@return Site
function M.read(start, options)
  local site = { url = start.url, host = start.host, reachable = false, chain = json.array {}, cookies = json.array {} }
  local current, visited = start, {}
  local answer
  repeat
    visited[current.url] = true
    local ok, response = request(current.url, site, options)
    if not ok then
      site.error = error_of(response, current.url)
      return site
    end
    answer = response
    local location = redirects[response.status] and response.headers["location"] or nil
    site.chain[#site.chain + 1] = { url = current.url, status = response.status, location = location }
    read_cookies(response, current.url, site.cookies)
    local target = location and urls.parse(urls.resolve(current, location))
    if target and (visited[target.url] or #site.chain > redirect_limit) then
      site.error = { kind = "redirects", message = "the redirects never end", url = target.url }
      return site
    end
    current = target or current
  until not target
  site.reachable = true
  site.final_url, site.final_host, site.scheme = current.url, current.host, current.scheme
  site.status = answer.status
  site.headers = read_headers(answer)
  local content_type = (answer.headers["content-type"] or ""):lower()
  site.html = content_type:find("^text/html") ~= nil or content_type:find("^application/xhtml%+xml") ~= nil
  site.meta = html.meta(site.html and answer.body or "")
  return site
end

return M
