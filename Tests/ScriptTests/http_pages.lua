-- stdlib/_http_pages.lua and its parts, against a server that is a function.
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults

local sent, logged

--- `http` whose requests are answered by `answer(number, method, url, options)`, which gives the decoded body, and
--- headers, status, the final URL.
local function open(answer)
  sent, logged = {}, {}
  local host
  host = harness.host {
    ["http.request"] = function(method, url, options)
      local number = #sent + 1
      sent[number] = { method = method, url = url, options = options }
      local body, headers, status, final = answer(number, method, url, options)
      host.bodies[tostring(number)] = body
      return status or 200, headers or {}, host.same_text or tostring(number), final or url, 0, {}
    end,
    ["http.client"] = function()
      return 1
    end,
    ["ctx.add_log"] = function(text)
      logged[#logged + 1] = text
    end,
    bodies = {},
  }
  host.json.decode = function(text)
    return host.bodies[text]
  end
  host.json.encode = function(value)
    return value
  end
  return host.standard("http"), host
end

local function collect(iterator)
  local found = {}
  for item in iterator do
    found[#found + 1] = item
  end
  return found
end

local function queries()
  local found = {}
  for index, request in ipairs(sent) do
    found[index] = request.options.query or {}
  end
  return found
end

local function urls()
  local found = {}
  for index, request in ipairs(sent) do
    found[index] = request.url
  end
  return found
end

-- next ----------------------------------------------------------------------------------------------------------------

local function three_pages(number)
  local next_url = ({ "https://a/x?page=2", "?page=3" })[number]
  return { data = { number * 10, number * 10 + 1 }, links = { next = next_url } }
end

case("next is a path to a URL, absolute or not", function()
  local http = open(three_pages)
  local found = collect(http.pages("https://a/x", { items = "data", next = "links.next", query = { q = 1 } }))
  same(found, { 10, 11, 20, 21, 30, 31 })
  same(urls(), { "https://a/x", "https://a/x?page=2", "https://a/x?page=3" })
  same(queries(), { { q = 1 }, {}, {} })
end)

case("pages are fetched when they are needed", function()
  local http = open(three_pages)
  for item in http.pages("https://a/x", { items = "data", next = "links.next" }) do
    if item == 20 then
      break
    end
  end
  same(#sent, 2)
end)

case("each = page gives bodies and responses", function()
  local http = open(three_pages)
  local found = {}
  for body, res in http.pages("https://a/x", { next = "links.next", each = "page" }) do
    found[#found + 1] = { body.data[1], res.url }
  end
  same(found, { { 10, "https://a/x" }, { 20, "https://a/x?page=2" }, { 30, "https://a/x?page=3" } })
end)

case("an item comes with its response", function()
  local http = open(three_pages)
  local _, res = http.pages("https://a/x", { items = "data", next = "links.next" })()
  same({ res.status, res.url }, { 200, "https://a/x" })
end)

case("the body itself is the list unless items says where it is", function()
  local http = open(function(number)
    return { number }, number < 3 and { { "link", '<https://a/x?p=2>; rel="next"' } } or {}
  end)
  same(collect(http.pages("https://a/x", { link = true, max_pages = 1 })), { 1 })
end)

for name, last in pairs { ["nil"] = "absent", null = "null", empty = "", ["false"] = false } do
  case("no next page where the path leads to " .. name, function()
    local http, host = open(function()
      return { data = { 1 }, next = "set" }
    end)
    host.bodies = setmetatable({}, { __newindex = function(t, key, body)
      body.next = last
      if last == "absent" then
        body.next = nil
      elseif last == "null" then
        body.next = host.json.null
      end
      rawset(t, key, body)
    end })
    same(collect(http.pages("https://a/x", { items = "data", next = "next" })), { 1 })
    same(#sent, 1)
  end)
end

case("next and items may be functions", function()
  local http = open(function(number)
    return { number }
  end)
  local found = collect(http.pages("https://a/x", {
    items = function(body, res)
      return { body[1] * 2, res.url }
    end,
    next = function(body, res)
      return body[1] < 2 and res.url .. "/more" or nil
    end,
  }))
  same(found, { 2, "https://a/x", 4, "https://a/x/more" })
end)

case("a name with a dot in it is one name", function()
  local http = open(function(number)
    return { value = { number }, ["@odata.nextLink"] = number < 2 and "https://a/2" or nil }
  end)
  same(collect(http.pages("https://a/1", { items = { "value" }, next = "@odata.nextLink" })), { 1, 2 })
end)

case("pages that go round are an error that names page and URL", function()
  local http = open(function(number)
    return { number }, { { "Link", ('<https://a/x?p=%d>; rel="next"'):format((number + 1) % 2) } }
  end)
  local fault = harness.fault(collect, http.pages("https://a/x?p=1", { link = true }))
  same({ fault.kind, fault.page, fault.url, #sent }, { "pages", 2, "https://a/x?p=0", 2 })
end)

case("pages stay at their origin", function()
  local http = open(function()
    return { data = { 1 }, next = "http://a/x?page=2" }
  end)
  local fault = harness.fault(collect, http.pages("https://a/x", { items = "data", next = "next" }))
  same(tostring(fault), "GET https://a/x: page 1: its next page is http://a/x?page=2, at another origin: "
    .. "no credentials are sent there. Give next = function(body, res) … end, and the URL that you trust")
end)

case("a function may lead elsewhere, but credentials do not go along", function()
  local http = open(function(number)
    return { number }
  end)
  collect(http.pages("https://a/x", {
    auth = { bearer = "t" }, headers = { x = "1" }, timeout = 5,
    next = function(body)
      return body[1] == 1 and "https://b/y" or nil
    end,
  }))
  same(sent[2].options, { timeout = 5 })
  same(sent[1].options.auth, { bearer = "t" })
end)

-- link ----------------------------------------------------------------------------------------------------------------

case("link follows the header", function()
  local http = open(function(number)
    return { number }, number < 3 and { { "link", ("</x?p=%d>; rel=\"next\""):format(number + 1) } } or {}
  end)
  same(collect(http.pages("https://a/x", { link = true })), { 1, 2, 3 })
  same(urls()[3], "https://a/x?p=3")
end)

-- page, offset --------------------------------------------------------------------------------------------------------

--- A server with `total` items that gives at most `cap` of them at once.
local function shelf(total, cap, first_name)
  return function(_, _, _, options)
    local query = options.query
    local size = math.min(cap, query.per_page or query.limit or cap)
    local start = first_name == "offset" and (query.offset or 0) or ((query.page or 1) - 1) * size
    local list = {}
    for index = start + 1, math.min(start + size, total) do
      list[#list + 1] = index
    end
    return { list = list, total = total, last = math.ceil(total / size) }
  end
end

for name, try in pairs {
  ["until a short page"] = { total = 7, cap = 100, page = { size = 3 }, requests = 3 },
  ["until an empty page"] = { total = 6, cap = 100, page = { size = 3 }, requests = 3 },
  ["without a size"] = { total = 6, cap = 3, page = {}, requests = 3 },
  ["of a server that caps the size"] = { total = 23, cap = 10, page = { size = 500 }, requests = 3 },
  ["until the last one that is named"] = { total = 6, cap = 100, page = { size = 3, last = "last" }, requests = 2 },
  ["that are one"] = { total = 3, cap = 100, page = { size = 50 }, requests = 1 },
  ["that are none"] = { total = 0, cap = 100, page = { size = 50 }, requests = 1 },
} do
  case("page numbers " .. name, function()
    local http = open(shelf(try.total, try.cap))
    local found = collect(http.pages("https://a/x", { items = "list", page = try.page, query = { q = 1 } }))
    same({ #found, #sent }, { try.total, try.requests })
    same(sent[1].options.query, { q = 1, page = 1, per_page = try.page.size })
  end)
end

for name, try in pairs {
  ["until a short page"] = { total = 7, cap = 100, offset = { size = 3 }, requests = 3 },
  ["until the total"] = { total = 6, cap = 100, offset = { size = 3, total = "total" }, requests = 2 },
  ["of a server that caps the size"] = { total = 25, cap = 10, offset = { size = 500 }, requests = 4 },
} do
  case("offsets " .. name, function()
    local http = open(shelf(try.total, try.cap, "offset"))
    local found = collect(http.pages("https://a/x", { items = "list", offset = try.offset }))
    same({ #found, #sent }, { try.total, try.requests })
  end)
end

case("names and first numbers are the author's", function()
  local http = open(function(number)
    return number == 1 and { 1, 2 } or {}
  end)
  collect(http.pages("https://a/x", { page = { name = "p", first = 0, size_name = "n", size = 2 } }))
  same(queries(), { { p = 0, n = 2 }, { p = 1, n = 2 } })
end)

case("the same page twice is an error", function()
  local http, host = open(function()
    return { 1, 2 }
  end)
  host.same_text = "1"
  local fault = harness.fault(collect, http.pages("https://a/x", { page = { name = "p", size = 2 } }))
  same(tostring(fault), "GET https://a/x: page 2: it is the same as page 1: the server seems not to know p. "
    .. "Check its name")
end)

-- cursor --------------------------------------------------------------------------------------------------------------

case("cursors go into the query", function()
  local http = open(function(number)
    return { list = { number }, meta = { next = ({ "c2", 33 })[number] } }
  end)
  same(collect(http.pages("https://a/x", {
    items = "list", query = { q = 1 }, cursor = { path = "meta.next", name = "after" },
  })), { 1, 2, 3 })
  same(queries(), { { q = 1 }, { q = 1, after = "c2" }, { q = 1, after = 33 } })
end)

case("cursors go into the JSON of GraphQL, and the author's table stays as it is", function()
  local http = open(function(number)
    return { data = { list = { nodes = { number }, info = { endCursor = "c" .. number, hasNextPage = number < 3 } } } }
  end)
  local body = { query = "…", variables = { first = 2 } }
  same(collect(http.pages("https://a/graphql", {
    method = "post", json = body, items = "data.list.nodes",
    cursor = { path = "data.list.info.endCursor", more = "data.list.info.hasNextPage", body = "variables.after" },
  })), { 1, 2, 3 })
  same(body, { query = "…", variables = { first = 2 } })
  same({ sent[1].method, sent[1].options["#json"], sent[3].options["#json"] }, {
    "POST", { query = "…", variables = { first = 2 } }, { query = "…", variables = { first = 2, after = "c2" } },
  })
end)

case("the same cursor twice is an error", function()
  local http = open(function()
    return { list = { 1 }, next = "c" }
  end)
  local fault = harness.fault(collect, http.pages("https://a/x", { items = "list", cursor = { path = "next" } }))
  same({ fault.kind, fault.page, fault.message }, { "pages", 2,
    'page 2: its cursor is "c", as of a page before: the pages go round in a circle' })
end)

-- errors --------------------------------------------------------------------------------------------------------------

case("a status names its page", function()
  local http = open(function(number)
    return { data = { 1 }, next = "/2" }, {}, number == 2 and 500 or 200
  end)
  local fault = harness.fault(collect, http.pages("https://a/1", { items = "data", next = "next" }))
  same({ fault.kind, fault.status, fault.page, fault.url }, { "status", 500, 2, "https://a/2" })
  same(tostring(fault), "GET https://a/2: page 2: the server answered 500; the body starts with 2")
end)

case("a missing list is told with what is there", function()
  local http = open(function()
    return { data = { list = 5 }, errors = { { message = "no\nrights" } } }
  end)
  local fault = harness.fault(collect, http.pages("https://a/1", { items = "data.lists", link = true }))
  same(tostring(fault), "GET https://a/1: page 1: the answer has no list at data.lists: it has data, errors; "
    .. 'the server says: "no\\x0Arights"')
  http = open(function()
    return { data = {} }
  end)
  faults('the answer is no list: it has data. Name its place, as in items = "data"', collect,
    http.pages("https://a/1", { link = true }))
end)

case("max_pages ends quietly, with a line in the log", function()
  local http = open(three_pages)
  same(collect(http.pages("https://a/x", { items = "data", next = "links.next", max_pages = 2 })), { 10, 11, 20, 21 })
  same(logged, { "http.pages: stopped after page 2 of https://a/x?page=2 (max_pages); there are more" })
  http = open(three_pages)
  same(#collect(http.pages("https://a/x", { items = "data", next = "links.next", max_pages = 3 })), 6)
  same(logged, {})
end)

for wanted, options in pairs {
  ["http.pages: the options must be a table, found nil"] = false,
  ["http.pages: how do pages follow each other? Give one of next"] = { items = "data" },
  ["exclude each other: pages follow in one way"] = { link = true, next = "a" },
  ["http.pages: option link must be true, found a string"] = { link = "next" },
  ['http.pages: option next must be a path such as "links.next" or a function, found a number'] = { next = 5 },
  ['http.pages: option items must be a path such as "data.users" or a function, found a boolean'] = {
    link = true, items = true,
  },
  ['http.pages: option each must be "item" or "page", found "pages"'] = { link = true, each = "pages" },
  ["http.pages: option max_pages must be a whole number from 1, found 0"] = { link = true, max_pages = 0 },
  ['http.pages: option page has no key "limit"; it has body, first, last, name, size, size_name'] = {
    page = { limit = 5 },
  },
  ["http.pages: option offset.size must be a whole number from 0, found a string"] = { offset = { size = "5" } },
  ["http.pages: option cursor must have a path"] = { cursor = { name = "x" } },
  ["http.pages: option cursor must be a table, found a string"] = { cursor = "next" },
  ["http.pages: option cursor has name and body"] = { cursor = { path = "a", name = "b", body = "c" } },
  ["http.pages: option method must be a word such as POST, found a number"] = { link = true, method = 1 },
} do
  case("says what is wrong: " .. wanted, function()
    local http = open(three_pages)
    faults(wanted, http.pages, "https://a/x", options or nil)
  end)
end

case("clients have pages too", function()
  local http = open(three_pages)
  local api = http.client {}
  same(#collect(api:pages("https://a/x", { items = "data", next = "links.next" })), 6)
  faults("client:pages is called with a colon, on what http.client gave: api:pages(…)", api.pages, "/x", {})
end)

return harness
