-- stdlib/http.lua against a host of tables: what it makes of answers and failures.
local harness = require("harness")
local case, same = harness.case, harness.same

local sent, answer, made

local function open()
  sent, answer, made = nil, { 200, {}, "", "http://a/", 0.1, {} }, {}
  local host = harness.host {
    ["http.request"] = function(...)
      sent = { ... }
      return table.unpack(answer, 1, 8)
    end,
    ["http.client"] = function(options)
      made[#made + 1] = options
      return #made
    end,
  }
  host.json.encode = function(value)
    if type(value) == "function" then
      error("a function cannot be encoded", 0)
    end
    return "encoded:" .. tostring(value)
  end
  host.json.decode = function(text)
    return text == "{}" and {} or error("invalid JSON at byte 1", 0)
  end
  return host.standard("http")
end

for _, method in ipairs { "get", "head", "post", "put", "patch", "delete", "options" } do
  case(method .. " sends its method, the URL and the options", function()
    local http, options = open(), { timeout = 1 }
    http[method]("http://a", options)
    same({ sent[1], sent[2], sent[3] == options }, { method:upper(), "http://a", true })
  end)
end

case("request sends any method in upper case", function()
  open().request("propfind", "http://a")
  same(sent, { "PROPFIND", "http://a" })
end)

case("request wants a method", function()
  local ok, fault = pcall(open().request, nil, "http://a")
  same({ ok, fault }, { false, "http.request: the method must be a word such as GET, found nil." })
end)

case("json is encoded, and the author's table left alone", function()
  local http = open()
  local options = { json = false, timeout = 1 }
  http.post("http://a", options)
  same(sent[3], { ["#json"] = "encoded:false", timeout = 1 })
  same(options, { json = false, timeout = 1 })
end)

case("json that cannot be encoded is told", function()
  local http = open()
  local _, fault = pcall(http.put, "http://a", { json = print })
  same(fault, "http.put: option json: a function cannot be encoded")
end)

case("options that are no table are left to the host", function()
  open().get("http://a", 5)
  same(sent[3], 5)
end)

case("a response has what came", function()
  local http = open()
  answer = { 204, { { "A", "1" } }, "body", "http://b/", 0.5, { "http://a/" } }
  local res = http.get("http://a")
  same({ res.status, res.ok, res.body, res.url, res.elapsed, res.redirects },
    { 204, true, "body", "http://b/", 0.5, { "http://a/" } })
end)

for status, ok in pairs { [199] = false, [200] = true, [299] = true, [300] = false, [404] = false } do
  case("ok of " .. status, function()
    local http = open()
    answer[1] = status
    same(http.get("http://a").ok, ok)
  end)
end

case("headers are found in any case, joined, and listed", function()
  local http = open()
  answer[2] = { { "Content-Type", "a/b" }, { "VIA", "1" }, { "via", "2" }, { "Set-Cookie", "a=1, x" },
    { "set-cookie", "b" }, { "SET-COOKIE", "c" }, { "All", "z" } }
  local headers = http.get("http://a").headers
  same({ headers["content-type"], headers["Content-Type"], headers.VIA, headers["set-cookie"], headers.none },
    { "a/b", "a/b", "1, 2", "a=1, x\nb\nc", nil })
  same(headers:all("Set-Cookie"), { "a=1, x", "b", "c" })
  same(headers:all("content-type"), { "a/b" })
  same(headers:all("none"), {})
  same(headers:all("all"), { "z" })
  headers:all("via")[1] = "changed"
  same(headers:all("via"), { "1", "2" })
  same(headers[1], nil)
  local names = {}
  for name in pairs(headers) do
    names[#names + 1] = name
  end
  table.sort(names)
  same(names, { "content-type", "set-cookie", "via" })
end)

case("headers that come by name are found in any case, and listed", function()
  local http = open()
  answer[2] = { ["content-type"] = "a/b", etag = "1" }
  local headers = http.get("http://a").headers
  same({ headers["Content-Type"], headers.etag, headers.none }, { "a/b", "1", nil })
  same(headers:all("ETag"), { "1" })
  same(headers:all("none"), {})
end)

case("a response has the fields that not every one has", function()
  local http = open()
  answer[7], answer[8] = { from_cache = true, tries = 3, tls = { version = "TLSv1.3" } }, "2"
  local res = http.get("http://a")
  same({ res.from_cache, res.tries, res.tls.version, res.http_version }, { true, 3, "TLSv1.3", "2" })
  answer[7], answer[8] = nil, nil
  res = http.get("http://a")
  same({ res.from_cache, res.tries, res.tls, res.http_version }, { false, 1, nil, nil })
end)

case("json decodes the body", function()
  local http = open()
  answer[3] = "{}"
  same(http.get("http://a"):json(), {})
end)

local function fault_of(fn, ...)
  local ok, fault = pcall(fn, ...)
  assert(not ok, "did not fail")
  return fault
end

case("json of something else tells what came", function()
  local http = open()
  answer = { 502, { { "content-type", "text/html" } }, "<html>\n  <b>Bad\tGateway</b>", "http://b/", 0, {} }
  local res = http.post("http://a")
  local fault = fault_of(res.json, res)
  same({ http.is_error(fault), fault.kind, fault.status, fault.url }, { true, "json", 502, "http://b/" })
  same(tostring(fault), "POST http://b/: the answer (502, text/html) is not JSON: invalid JSON at byte 1; "
    .. "the body starts with <html> <b>Bad Gateway</b>")
end)

for what, pair in pairs {
  empty = { "", "the body is empty" },
  binary = { "\0\1\2", "the body is 3 bytes that are not text" },
  ["not UTF-8"] = { "\xFFabc", "the body is 4 bytes that are not text" },
  long = { ("x"):rep(200), "the body starts with " .. ("x"):rep(120) .. "…" },
  ["long and cut in a character"] = { ("x"):rep(119) .. "é etc", "the body starts with " .. ("x"):rep(119) .. "…" },
} do
  case("the beginning of a body that is " .. what, function()
    local http = open()
    answer[1], answer[3] = 500, pair[1]
    local res = http.get("http://a")
    same(fault_of(res.raise_for_status, res).message, "the server answered 500; " .. pair[2])
  end)
end

case("an error about an answer has that answer, for what its headers say", function()
  local http = open()
  answer[1] = 403
  local res = http.get("http://a")
  same(fault_of(res.raise_for_status, res).response == res, true)
end)

case("raise_for_status gives a good response back", function()
  local http = open()
  answer[1] = 399
  local res = http.get("http://a")
  assert(res:raise_for_status() == res)
end)

case("a failed transport is raised as an error value", function()
  local http = open()
  answer = { nil, { kind = "refused", message = "nothing listens on a:80.", url = "http://a/" } }
  local fault = fault_of(http.get, "http://a")
  same({ http.is_error(fault), fault.kind, fault.message, fault.url, fault.method },
    { true, "refused", "nothing listens on a:80.", "http://a/", "GET" })
  same(tostring(fault), "GET http://a/: nothing listens on a:80.")
end)

case("a response tells of the cache and of its tries", function()
  local http = open()
  local res = http.get("http://a")
  same({ res.from_cache, res.tries }, { false, 1 })
  answer[7] = { from_cache = true, tries = 3 }
  res = http.get("http://a")
  same({ res.from_cache, res.tries, res.status }, { true, 3, 200 })
end)

for _, method in ipairs { "get", "head", "post", "put", "patch", "delete", "options" } do
  case("client:" .. method .. " sends through its client", function()
    local http = open()
    local first, second = http.client { base_url = "http://a" }, http.client {}
    first[method](first, "/x", { timeout = 1 })
    same(sent, { method:upper(), "/x", { timeout = 1 }, 1 })
    second[method](second, "http://b")
    same({ sent[1], sent[2], sent[4] }, { method:upper(), "http://b", 2 })
    same(made, { { base_url = "http://a" }, {} })
  end)

  case("client." .. method .. " wants a colon", function()
    local api = open().client {}
    harness.faults(("client:%s is called with a colon, on what http.client gave: api:%s(…)"):format(method, method),
      api[method], "/x")
  end)
end

case("client:request sends any method in upper case", function()
  local api = open().client {}
  api:request("purge", "/x")
  same({ sent[1], sent[2], sent[4] }, { "PURGE", "/x", 1 })
  harness.faults("client:request: the method must be a word such as GET, found nil.", api.request, api)
end)

case("json of a client that cannot be encoded is told", function()
  local api = open().client {}
  harness.faults("client:post: option json: a function cannot be encoded", api.post, api, "/x", { json = print })
end)

case("a client cannot be changed", function()
  local api = open().client {}
  harness.faults("a client is read-only: auth cannot be set", function()
    api.auth = {}
  end)
end)

case("is_error knows its own", function()
  local http = open()
  same({ http.is_error({ kind = "dns" }), http.is_error("x"), http.is_error(nil) }, { false, false, false })
end)

return harness
