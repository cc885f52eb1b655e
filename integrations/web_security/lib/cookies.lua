-- Set-Cookie as a browser reads it: RFC 6265 §5.2, with SameSite and the name prefixes of RFC 6265bis.
local text = require("lib.text")

local M = {}

---@class Cookie
---@field name string
---@field secure boolean
---@field http_only boolean
---@field same_site "Strict"|"Lax"|"None"|nil nil: not given, or not a word that a browser knows
---@field path string|nil
---@field domain string|nil
---@field deletes boolean the header takes the cookie away

local same_site_words = { strict = "Strict", lax = "Lax", none = "None" }

---@type table<string, fun(cookie: Cookie, value: string)>
local attributes = {
  secure = function(cookie) cookie.secure = true end,
  httponly = function(cookie) cookie.http_only = true end,
  samesite = function(cookie, value) cookie.same_site = same_site_words[value:lower()] end,
  path = function(cookie, value) cookie.path = value:sub(1, 1) == "/" and value or nil end,
  domain = function(cookie, value)
    local domain = value:gsub("^%.", ""):lower()
    cookie.domain = domain ~= "" and domain or nil
  end,
  ["max-age"] = function(cookie, value)
    if value:find("^%-?%d+$") then
      cookie.max_age = tonumber(value)
    end
  end,
  expires = function(cookie, value)
    -- A date long gone is how servers delete a cookie; the exact day does not matter here.
    local year = tonumber(value:match("%f[%d]%d%d%d%d%f[%D]"))
    cookie.expired = year ~= nil and year < 2000
  end,
}

---Reads one Set-Cookie header. The value is left out: it may be someone's session.
---@param header string
---@return Cookie|nil nil when a browser would ignore the header
function M.parse(header)
  local pair, rest = header:match("^([^;]*)(.*)$")
  local name = pair:match("^([^=]*)=")
  name = name and text.trim(name)
  if not name or name == "" then
    return nil
  end
  local cookie = { name = name, secure = false, http_only = false }
  for attribute in rest:gmatch(";([^;]*)") do
    local key, value = attribute:match("^([^=]*)=?(.*)$")
    local read = attributes[text.trim(key):lower()]
    if read then
      read(cookie, text.trim(value))
    end
  end
  -- Max-Age has precedence over Expires (§5.3, step 3).
  if cookie.max_age then
    cookie.deletes = cookie.max_age <= 0
  else
    cookie.deletes = cookie.expired or false
  end
  cookie.max_age, cookie.expired = nil, nil
  return cookie
end

---What the prefix of the name promises and the attributes do not keep; a browser refuses such a cookie.
---@param cookie Cookie
---@return string|nil
function M.broken_prefix(cookie)
  local name = cookie.name:lower()
  if name:find("^__secure%-") and not cookie.secure then
    return "the prefix __Secure- demands Secure"
  elseif name:find("^__host%-") and not (cookie.secure and cookie.path == "/" and not cookie.domain) then
    return "the prefix __Host- demands Secure, Path=/ and no Domain"
  end
end

local session_words = { "sess", "sid$", "auth", "token", "jwt", "login" }

---Whether the name is one that sessions and credentials go by.
---@param cookie Cookie
function M.is_session(cookie)
  if M.is_anti_forgery(cookie) then
    return false
  end
  local name = cookie.name:lower()
  for _, word in ipairs(session_words) do
    if name:find(word) then
      return true
    end
  end
  return false
end

---Anti-forgery cookies are made to be read by the page's own script, so HttpOnly would break them.
---@param cookie Cookie
function M.is_anti_forgery(cookie)
  local name = cookie.name:lower()
  return name:find("csrf", 1, true) ~= nil or name:find("xsrf", 1, true) ~= nil
end

return M
