local host = ...
local arguments = host.standard("_arguments")
local query = host.standard("_url_query")
local check, quoted = arguments.check, arguments.quoted

--- URLs (RFC 3986): taken apart, put together, resolved.
---@class url
local M = {}

--- The parts of a URL. What is absent is nil; "" is there and empty. Nothing is decoded; scheme and host are in lower
--- case, since case means nothing there.
---@class url.Parts
---@field scheme? string
---@field userinfo? string
---@field host? string an IPv6 address stands without its brackets
---@field port? integer
---@field path string
---@field query? string without the "?"
---@field fragment? string without the "#"

local default_ports = { http = 80, https = 443, ws = 80, wss = 443, ftp = 21 }

M.encode, M.decode = query.encode, query.decode
M.parse_query, M.query_values, M.build_query = query.parse_query, query.query_values, query.build_query

local function read_port(where, text, authority)
  if text == "" then
    return nil
  end
  local port = text:find("^%d+$") and #text <= 5 and math.tointeger(tonumber(text, 10))
  check(port and port <= 65535, where, "invalid URL: the port %s of %s is not a number up to 65535",
    quoted(text), quoted(authority))
  return port
end

local function read_host(where, text, authority)
  local literal = text:match("^%[(.*)%]$")
  if literal then
    check(literal:find("^[%x:.]*:[%x:.]*$") or literal:find("^[vV]%x+%.[%w%-._~!$&'()*+,;=:]+$"), where,
      "invalid URL: %s in brackets is not an IPv6 address", quoted(literal))
    return literal:lower()
  end
  check(not text:find("[\x80-\xFF]"), where,
    "invalid URL: the host %s is not ASCII; write an international name in its xn-- form", quoted(text))
  local bare = text:gsub("%%%x%x", "")
  check(not bare:find("[^%w%-._~!$&'()*+,;=]"), where,
    "invalid URL: the host of %s holds characters that no host may have", quoted(authority))
  return text:lower()
end

local function read_authority(where, authority, parts)
  local userinfo, rest = authority:match("^(.*)@(.*)$")
  if userinfo then
    local bare = userinfo:gsub("%%%x%x", "")
    check(not bare:find("[^%w%-._~!$&'()*+,;=:]"), where,
      "invalid URL: what stands before the @ holds characters that must be percent-encoded")
    parts.userinfo = userinfo
  end
  rest = rest or authority
  local name, port = rest:match("^(%[.*%]):?(%d*)$")
  if not name or rest:find("%]%d") then
    name, port = rest:match("^([^:]*):?(.*)$")
  end
  parts.host = read_host(where, name, rest)
  parts.port = read_port(where, port, rest)
end

local function parse(where, text)
  arguments.text(where, "the URL", text)
  local at = text:find("[%c ]")
  check(not at, where, "invalid URL at byte %d: %s must be percent-encoded", at,
    at and quoted(text:sub(at, at)))
  local parts = {}
  local rest, fragment = text:match("^([^#]*)#(.*)$")
  parts.fragment = fragment
  rest = rest or text
  local before, query_text = rest:match("^([^?]*)%?(.*)$")
  parts.query = query_text
  rest = before or rest
  local scheme, after = rest:match("^(%a[%w+.-]*):(.*)$")
  if scheme then
    parts.scheme, rest = scheme:lower(), after
  else
    check(not rest:find("^[^/]*:"), where, "invalid URL: %s begins with neither a scheme nor a path; "
      .. 'a path whose first segment holds a colon is written with "./" before it', quoted(text))
  end
  local authority, path = rest:match("^//([^/]*)(.*)$")
  if authority then
    read_authority(where, authority, parts)
  end
  parts.path = path or rest
  return parts
end

local function check_parts(where, parts)
  arguments.table(where, "the parts", parts)
  for _, name in ipairs { "scheme", "userinfo", "host", "path", "fragment" } do
    if parts[name] ~= nil then
      arguments.text(where, "the part " .. name, parts[name])
    end
  end
  check(parts.port == nil or math.type(parts.port) == "integer" and parts.port >= 0 and parts.port <= 65535, where,
    "the part port must be a whole number up to 65535, found %s", quoted(parts.port))
  check(parts.host or not (parts.port or parts.userinfo), where, "the parts have a port or userinfo, but no host")
end

local function build(where, parts)
  check_parts(where, parts)
  local path, text = parts.path or "", {}
  if parts.scheme then
    text[1] = parts.scheme .. ":"
  end
  if parts.host then
    check(path == "" or path:sub(1, 1) == "/", where, "the path %s must begin with / after a host", quoted(path))
    local name = parts.host:find(":", 1, true) and "[" .. parts.host .. "]" or parts.host
    text[#text + 1] = "//" .. (parts.userinfo and parts.userinfo .. "@" or "") .. name
      .. (parts.port and ":" .. parts.port or "")
  else
    check(path:sub(1, 2) ~= "//", where, "the path %s begins with //, which would be read as a host", quoted(path))
  end
  text[#text + 1] = path
  local query_text = parts.query
  if type(query_text) == "table" then
    query_text = query.build_query(query_text)
  end
  if query_text ~= nil then
    text[#text + 1] = "?" .. arguments.text(where, "the part query", query_text)
  end
  if parts.fragment then
    text[#text + 1] = "#" .. parts.fragment
  end
  return table.concat(text)
end

--- Takes a URL or a relative reference apart.
---@param text string
---@return url.Parts
function M.parse(text)
  return parse("url.parse", text)
end

--- Puts parts together. What is given must be encoded already, but for a query as a table: that goes through
--- `url.build_query`. The result is parsed again, so that no part can spill into another.
---@param parts url.Parts|{ query?: string|table }
---@return string
function M.build(parts)
  local text = build("url.build", parts)
  local again = parse("url.build", text)
  for _, name in ipairs { "userinfo", "port", "path", "fragment" } do
    check(again[name] == (parts[name] or name == "path" and "" or nil), "url.build",
      "the parts do not make a URL: the %s %s would be read as something else; encode it by url.encode first", name,
      quoted(parts[name]))
  end
  for _, name in ipairs { "scheme", "host" } do
    check(again[name] == (parts[name] and parts[name]:lower()), "url.build",
      "the parts do not make a URL: the %s %s would be read as something else", name, quoted(parts[name]))
  end
  return text
end

--- RFC 3986 §5.2.4, in one pass.
local function without_dots(path)
  local kept, trailing = {}, false
  for segment in path:gmatch("[^/]*/?") do
    local name = segment:gsub("/$", "")
    if segment == "" then
      break
    end
    trailing = name == "." or name == ".."
    if name == ".." then
      if #kept > (path:sub(1, 1) == "/" and 1 or 0) then
        kept[#kept] = nil
      end
    elseif name ~= "." then
      kept[#kept + 1] = segment
    end
  end
  local result = table.concat(kept)
  if trailing and result ~= "" and result:sub(-1) ~= "/" then
    result = result .. "/"
  end
  return result
end

--- RFC 3986 §5.2.3.
local function merged(base, path)
  if base.host and base.path == "" then
    return "/" .. path
  end
  return (base.path:match("^.*/") or "") .. path
end

--- The target of a reference, such as a link or a Location header, that stands in `base` (RFC 3986 §5.2).
---@param base string an absolute URL
---@param reference string
---@return string
function M.resolve(base, reference)
  local from, to = parse("url.resolve", base), parse("url.resolve", reference)
  check(from.scheme, "url.resolve", "the base %s has no scheme; it must be an absolute URL", quoted(base))
  local target = { fragment = to.fragment, query = to.query, scheme = to.scheme or from.scheme }
  local authority = (to.scheme or to.host) and to or from
  target.host, target.port, target.userinfo = authority.host, authority.port, authority.userinfo
  if authority == to then
    target.path = without_dots(to.path)
  elseif to.path == "" then
    target.path, target.query = from.path, to.query or from.query
  else
    target.path = without_dots(to.path:sub(1, 1) == "/" and to.path or merged(from, to.path))
  end
  if not target.host and target.path:sub(1, 2) == "//" then
    target.path = "/." .. target.path
  end
  return build("url.resolve", target)
end

--- Adds segments to the path of a URL, each encoded, so that one with a "/" stays one segment. Query and fragment stay.
---@param base string
---@param ... string|number segments; "." and ".." are refused
---@return string
function M.join(base, ...)
  local parts = parse("url.join", base)
  local segments = table.pack(...)
  local path = segments.n > 0 and parts.path:gsub("/$", "") or parts.path
  for index = 1, segments.n do
    local segment = segments[index]
    segment = type(segment) == "number" and tostring(segment) or segment
    arguments.text("url.join", "segment " .. index, segment)
    check(segment ~= "" and segment ~= "." and segment ~= "..", "url.join",
      "segment %d is %s, which is no name of its own in a path", index, quoted(segment))
    path = path .. ((path ~= "" or parts.host) and "/" or "") .. query.encode(segment)
  end
  parts.path = path
  return build("url.join", parts)
end

local function normal_escapes(text)
  return text and (text:gsub("%%(%x%x)", function(digits)
    local character = string.char(tonumber(digits, 16))
    return character:find("[%w%-._~]") and character or "%" .. digits:upper()
  end))
end

--- The form in which equal URLs are equal texts (RFC 3986 §6.2.2 and §6.2.3): case, percent-encoding, dot segments,
--- default ports, the empty path of http.
---@param text string
---@return string
function M.normalize(text)
  local parts = parse("url.normalize", text)
  for _, name in ipairs { "userinfo", "host", "path", "query", "fragment" } do
    parts[name] = normal_escapes(parts[name])
  end
  parts.host = parts.host and normal_escapes(parts.host:lower())
  if parts.scheme then
    parts.path = without_dots(parts.path)
  end
  if parts.host and parts.path == "" and default_ports[parts.scheme] then
    parts.path = "/"
  end
  if parts.port == default_ports[parts.scheme] then
    parts.port = nil
  end
  if not parts.host and parts.path:sub(1, 2) == "//" then
    parts.path = "/." .. parts.path
  end
  return build("url.normalize", parts)
end

return M
