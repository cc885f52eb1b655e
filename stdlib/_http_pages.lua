local host = ...
local answers = host.standard("_http_response")
local styles = host.standard("_http_page_styles")
local paths = host.standard("_http_path")
local arguments = host.standard("_arguments")
local null = host.json.null

--- Lists that come in pages: the part of `http` behind `pages`.
local M = {}

---@alias http.Path string|string[] a place in JSON: "data.users", or { "data", "a.b" } where a name holds a dot

---@class http.PageNumbers
---@field name? string the parameter of the query (default "page", "offset")
---@field body? http.Path where in the option json it goes instead
---@field first? integer of the first page (default 1) or item (default 0)
---@field size? integer how many items to ask for
---@field size_name? string the parameter for that (default "per_page", "limit")
---@field last? http.Path for page: where the number of the last page is
---@field total? http.Path for offset: where the number of all items is

---@class http.Cursor
---@field path http.Path where the cursor of the next page is
---@field name? string the parameter of the query (default "cursor")
---@field body? http.Path where in the option json it goes instead
---@field more? http.Path where it says whether there is a next page

--- How pages follow each other is one of next, link, page, offset and cursor.
---@class http.PageOptions : http.Options
---@field items? http.Path|fun(body: any, res: http.Response): any[] where the list is; the body itself by default
---@field next? http.Path|fun(body: any, res: http.Response): string? where the URL of the next page is
---@field link? boolean whether the header Link names the next page (RFC 8288)
---@field page? http.PageNumbers pages with numbers
---@field offset? http.PageNumbers pages that begin at an item
---@field cursor? http.Cursor pages that name the next
---@field each? "item"|"page" the loop gets an item and its response, or a page's body and its response
---@field max_pages? integer after how many pages the loop ends (default: an error after 10,000)
---@field method? string of each request (default GET; POST for GraphQL)

local default_limit = 10000

local own = { items = true, each = true, max_pages = true, method = true }
for name in pairs(styles) do
  own[name] = true
end

--- The options of `pages` apart from those of its requests.
local function split(where, options)
  arguments.table(where, "the options", options)
  local settings, request = {}, {}
  for name, value in pairs(options) do
    if own[name] then
      settings[name] = value
    else
      request[name] = value
    end
  end
  return settings, request
end

local function check_settings(where, settings)
  local check = arguments.check
  local items, each = settings.items, settings.each
  check(items == nil or type(items) == "function" or paths.is_path(items), where,
    'option items must be a path such as "data.users" or a function, found %s', arguments.kind(items))
  check(each == nil or each == "item" or each == "page", where, 'option each must be "item" or "page", found %s',
    arguments.quoted(each))
  check(settings.method == nil or type(settings.method) == "string", where,
    "option method must be a word such as POST, found %s", arguments.kind(settings.method))
  if settings.max_pages ~= nil then
    arguments.integer(where, "option max_pages", settings.max_pages, 1)
  end
end

--- The style that the options ask for, ready for use.
local function style_of(where, settings, request)
  local found
  for name in pairs(styles) do
    if settings[name] ~= nil and settings[name] ~= false then
      arguments.check(not found, where, "options %s and %s exclude each other: pages follow in one way", found, name)
      found = name
    end
  end
  arguments.check(found, where,
    'how do pages follow each other? Give one of next = "path.to.url", link = true, page = { … }, offset = { … }, '
    .. "cursor = { … }")
  return styles[found](where, settings[found], request)
end

--- The names in a table, for a message: "it has data, errors".
local function names_in(value)
  if type(value) ~= "table" then
    return "it is " .. arguments.kind(value)
  end
  local names = {}
  for name in pairs(value) do
    names[#names + 1] = tostring(name)
  end
  if #names == 0 then
    return "it is empty"
  end
  table.sort(names)
  local more = #names > 10 and ", …" or ""
  return "it has " .. table.concat(names, ", ", 1, math.min(#names, 10)) .. more
end

--- What GraphQL and others say of an error in an answer whose status is 200.
local function told(body)
  local message = paths.get(body, "errors.1.message")
  return type(message) == "string" and "; the server says: " .. arguments.quoted(message) or ""
end

local function is_list(value)
  return type(value) == "table" and (host.json.is_array(value) or next(value) == nil)
end

--- The list of a page; an error that tells what is there instead.
local function list_of(settings, body, response)
  local items = settings.items
  local list, where = body, "the answer is no list"
  if type(items) == "function" then
    list, where = items(body, response), "the function items gave no list"
  elseif items then
    list, where = paths.get(body, items), "the answer has no list at " .. paths.text(items)
  end
  if is_list(list) then
    return list
  end
  local hint = not items and '. Name its place, as in items = "data"' or ""
  answers.fail(response, "pages", ("%s: %s%s%s"):format(where,
    type(items) == "function" and "it is " .. arguments.kind(list) or names_in(body), told(body), hint))
end

--- Fetches page after page. Gives an iterator over items, or over pages.
---@param where string the function that was called
---@param fetch async fun(method: string, url: string, options: table, page: integer): http.Response
---@param url string
---@param options http.PageOptions
function M.iterate(where, fetch, url, options)
  local settings, request = split(where, options)
  check_settings(where, settings)
  local style = style_of(where, settings, request)
  local method = (settings.method or "GET"):upper()
  local each_page = settings.each == "page"
  local needs_list = not each_page or style.counts
  local limit = settings.max_pages or default_limit

  local number = 0
  local current -- the page that came last: body, response, list
  local previous_text

  local function check_progress(response, list)
    if style.counts and #list > 0 and response.body == previous_text then
      answers.fail(response, "pages",
        ("it is the same as page %d: the server seems not to know %s. Check its name"):format(number - 1, style.counts))
    end
    previous_text = style.counts and response.body
  end

  local function load(target, target_options)
    number = number + 1
    local response = fetch(method, target, target_options, number)
    response:raise_for_status()
    local body = response.status ~= 204 and response:json() or {}
    local list = needs_list and list_of(settings, body, response) or nil
    check_progress(response, list)
    current = { body = body, response = response, list = list }
  end

  --- Goes to the next page; false where there is none.
  local function advance()
    if not current then
      load(url, style.first())
      return true
    end
    local target, target_options = style.following(current, function(text)
      answers.fail(current.response, "pages", text)
    end)
    if not target_options then
      return false
    end
    if number >= limit then
      if not settings.max_pages then
        answers.fail(current.response, "pages",
          ("there are more than %d pages: give max_pages where that is right"):format(default_limit))
      end
      host["ctx.add_log"](("%s: stopped after page %d of %s (max_pages); there are more"):format(where, number,
        current.response.url))
      return false
    end
    load(target or url, target_options)
    return true
  end

  if each_page then
    return function()
      if advance() then
        local body = current.body
        return body == nil and null or body, current.response
      end
    end
  end
  local index = 0
  return function()
    while true do
      index = index + 1
      local item = current and current.list[index]
      if item ~= nil then
        return item, current.response
      end
      if not advance() then
        return nil
      end
      index = 0
    end
  end
end

return M
