local host = ...
local links = host.standard("_http_link")
local paths = host.standard("_http_path")
local arguments = host.standard("_arguments")
local url = host.standard("url")
local check = arguments.check

--- How one page leads to the next. Each style has `first()`, the options of the first request, and
--- `following(page, fail)`, the URL (nil for the same) and the options of the next one, or nothing after the last.
--- `counts` names what a style counts by; a page that comes twice tells that the server does not know it.
local M = {}

local function copy_of(options)
  local copy = {}
  for name, value in pairs(options) do
    copy[name] = value
  end
  return copy
end

local function origin_of(text)
  return text:match("^%a[%w+.-]*://[^/?#]*")
end

--- Pages that name the URL of the next one. `find(page)` gives it; `is_bound` keeps them at one origin.
local function by_url(request, what, find, is_bound)
  local seen, options = {}, copy_of(request)
  options.query = nil -- the URL of the next page has it all
  return {
    first = function()
      return request
    end,
    following = function(page, fail)
      local response = page.response
      local target = find(page)
      if target == nil or target == "" or target == false then
        return nil
      end
      if type(target) ~= "string" then
        fail(("%s must lead to the URL of the next page, found %s"):format(what, arguments.kind(target)))
      end
      local ok, resolved = pcall(url.resolve, response.url, target)
      if not ok then
        fail(("%s leads to %s, which is no URL"):format(what, arguments.quoted(target)))
      end
      seen[response.redirects[1] or response.url], seen[response.url] = true, true
      if seen[resolved] then
        fail(("its next page is %s, which was fetched before: the pages go round in a circle"):format(resolved))
      end
      seen[resolved] = true
      local origin = origin_of(resolved)
      if origin == origin_of(response.url) or origin == origin_of(response.redirects[1] or "") then
        return resolved, options
      end
      if is_bound then
        fail(("its next page is %s, at another origin: no credentials are sent there. "
          .. "Give next = function(body, res) … end, and the URL that you trust"):format(resolved))
      end
      local bare = copy_of(options)
      bare.auth, bare.headers = nil, nil
      return resolved, bare
    end,
  }
end

function M.next(where, value, request)
  check(type(value) == "function" or paths.is_path(value), where,
    'option next must be a path such as "links.next" or a function, found %s', arguments.kind(value))
  if type(value) == "function" then
    return by_url(request, "the function next", function(page)
      return value(page.body, page.response)
    end, false)
  end
  return by_url(request, paths.text(value), function(page)
    return paths.get(page.body, value)
  end, true)
end

function M.link(where, value, request)
  check(value == true, where, "option link must be true, found %s", arguments.kind(value))
  return by_url(request, "the header link", function(page)
    return links.find(page.response.headers:all("link"), "next")
  end, true)
end

--- A table of settings whose names are known.
local function settings_of(where, name, value, known)
  check(type(value) == "table", where, "option %s must be a table, found %s", name, arguments.kind(value))
  for key, item in pairs(value) do
    local wanted = known[key]
    if not wanted then
      local names = {}
      for other in pairs(known) do
        names[#names + 1] = other
      end
      table.sort(names)
      check(false, where, "option %s has no key %s; it has %s", name, arguments.quoted(key), table.concat(names, ", "))
    elseif wanted == "path" then
      check(paths.is_path(item), where, 'option %s.%s must be a path such as "meta.next", found %s', name, key,
        arguments.kind(item))
    elseif wanted == "count" then
      arguments.integer(where, ("option %s.%s"):format(name, key), item, 0)
    else
      check(type(item) == wanted, where, "option %s.%s must be a %s, found %s", name, key, wanted, arguments.kind(item))
    end
  end
  return value
end

--- The options of a request with a value put where the style wants it: into the query, or into the JSON body.
local function placed(request, settings, default, value)
  local options = copy_of(request)
  if settings.body then
    options.json = paths.set(request.json, settings.body, value)
  else
    options.query = copy_of(type(request.query) == "table" and request.query or {})
    options.query[settings.name or default] = value
  end
  return options
end

local function sized(request, settings, default)
  if settings.size == nil then
    return request
  end
  return placed(request, { name = settings.size_name or default }, default, settings.size)
end

--- Whether a page with so many items is the last. A short page is; but a server that gives less than it was asked for
--- gives a round number, and then only an empty page is sure.
local function is_last(count, size)
  return count == 0 or (size ~= nil and count < size and count % 5 ~= 0)
end

local function number_at(page, path, fail)
  local value = path and paths.get(page.body, path)
  if value == nil then
    return nil
  end
  local number = math.tointeger(tonumber(value))
  if not number then
    fail(("%s must be a number, found %s"):format(paths.text(path), arguments.quoted(value)))
  end
  return number
end

local numbered = {
  name = "string", first = "count", size = "count", size_name = "string", body = "path",
}

function M.page(where, value, request)
  local known = copy_of(numbered)
  known.last = "path"
  local settings = settings_of(where, "page", value, known)
  request = sized(request, settings, "per_page")
  local number = settings.first or 1
  return {
    counts = paths.text(settings.body or settings.name or "page"),
    first = function()
      return placed(request, settings, "page", number)
    end,
    following = function(page, fail)
      local last = number_at(page, settings.last, fail)
      if last and number >= last or not last and is_last(#page.list, settings.size) then
        return nil
      end
      number = number + 1
      return nil, placed(request, settings, "page", number)
    end,
  }
end

function M.offset(where, value, request)
  local known = copy_of(numbered)
  known.total = "path"
  local settings = settings_of(where, "offset", value, known)
  request = sized(request, settings, "limit")
  local offset = settings.first or 0
  return {
    counts = paths.text(settings.body or settings.name or "offset"),
    first = function()
      return placed(request, settings, "offset", offset)
    end,
    following = function(page, fail)
      local count = #page.list
      local total = number_at(page, settings.total, fail)
      offset = offset + count
      if count == 0 or total and offset >= total or not total and is_last(count, settings.size) then
        return nil
      end
      return nil, placed(request, settings, "offset", offset)
    end,
  }
end

function M.cursor(where, value, request)
  local settings = settings_of(where, "cursor", value, {
    path = "path", name = "string", body = "path", more = "path",
  })
  check(settings.path, where, 'option cursor must have a path, as in { path = "meta.next", name = "cursor" }')
  check(not (settings.name and settings.body), where,
    "option cursor has name and body: the cursor goes into the query or into the body")
  local seen = {}
  return {
    first = function()
      return request
    end,
    following = function(page, fail)
      local cursor = paths.get(page.body, settings.path)
      if settings.more and not paths.get(page.body, settings.more) then
        return nil
      end
      if cursor == nil or cursor == "" or cursor == false then
        return nil
      end
      if type(cursor) ~= "string" and type(cursor) ~= "number" then
        fail(("%s must be a text or a number, found %s"):format(paths.text(settings.path), arguments.kind(cursor)))
      end
      if seen[cursor] then
        fail(("its cursor is %s, as of a page before: the pages go round in a circle"):format(arguments.quoted(cursor)))
      end
      seen[cursor] = true
      return nil, placed(request, settings, "cursor", cursor)
    end,
  }
end

return M
