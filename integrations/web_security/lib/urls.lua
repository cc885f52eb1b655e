-- URLs as RFC 3986 has them, as far as http and https need.
local M = {}

local default_ports = { http = "80", https = "443" }

---@class Url
---@field url string without a fragment, with at least "/" as its path
---@field scheme "http"|"https"
---@field host string in lower case; an IPv6 address in brackets
---@field port string
---@field origin string scheme, host and port, the port left out where it is the scheme's own
---@field path string with the query

---Takes an absolute URL apart.
---@param text string
---@return Url|nil nil when it is not an http or https URL, or holds a user name
function M.parse(text)
  local scheme, authority, rest = text:match("^(%a[%w+.-]*)://([^/?#]*)([^#]*)")
  scheme = scheme and scheme:lower()
  if not default_ports[scheme] or authority:find("[%s@]") then
    return nil
  end
  local host, port = authority:match("^(%[[%x:.]+%]):?(%d*)$")
  if not host then
    host, port = authority:match("^([^:]+):?(%d*)$")
  end
  if not host then
    return nil
  end
  host = host:lower()
  port = port ~= "" and port or default_ports[scheme]
  local origin = scheme .. "://" .. host .. (port == default_ports[scheme] and "" or ":" .. port)
  local path = rest:sub(1, 1) == "/" and rest or "/" .. rest
  return { url = origin .. path, scheme = scheme, host = host, port = port, origin = origin, path = path }
end

---Removes "." and ".." from a path (RFC 3986 §5.2.4).
---@param path string starts with "/"
local function remove_dot_segments(path)
  local kept = {}
  for slash, segment in path:gmatch("(/)([^/]*)") do
    if segment == ".." then
      table.remove(kept)
    elseif segment ~= "." then
      kept[#kept + 1] = slash .. segment
    end
  end
  if path:find("/%.%.?$") then
    kept[#kept + 1] = "/"
  end
  return table.concat(kept)
end

---What `reference` means on the page `base` (RFC 3986 §5.2), without its fragment.
---@param base Url
---@param reference string
---@return string
function M.resolve(base, reference)
  reference = reference:gsub("#.*$", "")
  if reference:find("^%a[%w+.-]*:") then
    return reference
  elseif reference:find("^//") then
    return base.scheme .. ":" .. reference
  elseif reference == "" then
    return base.url
  end
  local base_path = base.path:match("^[^?]*")
  local path, query = reference:match("^([^?]*)(.*)$")
  if path == "" then
    path = base_path
  elseif path:sub(1, 1) ~= "/" then
    path = base_path:match("^.*/") .. path
  end
  return base.origin .. remove_dot_segments(path) .. query
end

---Whether a host is an address, not a name: HSTS, for one, is for names only (RFC 6797 §8.1.1).
---@param host string
function M.is_address(host)
  return host:find("^%[") ~= nil or host:find("^%d+%.%d+%.%d+%.%d+$") ~= nil
end

return M
