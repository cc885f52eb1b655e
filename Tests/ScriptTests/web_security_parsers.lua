local harness = require("harness")
local case, same = harness.case, harness.same
harness.open("web_security")

local cookies = require("lib.cookies")
local csp = require("lib.csp")
local hsts = require("lib.hsts")
local html = require("lib.html")
local text = require("lib.text")
local urls = require("lib.urls")

case("a cookie's flags are read in any case and any order", function()
  local cookie = cookies.parse("SID=31d4d96e407aad42; path=/; HTTPONLY ;secure; SameSite=strict; Domain=.Example.COM")
  same(cookie, {
    name = "SID", secure = true, http_only = true, same_site = "Strict", path = "/", domain = "example.com",
    deletes = false,
  })
end)

case("a value may hold equals signs and quotes, and is not kept", function()
  same(cookies.parse('a="b=c=="; Secure').name, "a")
  same(cookies.parse("a=b").value, nil)
end)

case("a header without a name is ignored, as browsers do", function()
  same(cookies.parse("nonsense"), nil)
  same(cookies.parse("=value"), nil)
  same(cookies.parse(""), nil)
end)

case("the last SameSite counts, and an unknown word is none", function()
  same(cookies.parse("a=b; SameSite=Lax; SameSite=None").same_site, "None")
  same(cookies.parse("a=b; SameSite=Whatever").same_site, nil)
end)

case("a flag with a value is still a flag", function()
  same(cookies.parse("a=b; Secure=false").secure, true)
end)

case("deletion is seen in Max-Age and in Expires, Max-Age first", function()
  same(cookies.parse("a=; Max-Age=0").deletes, true)
  same(cookies.parse("a=; Max-Age=-1").deletes, true)
  same(cookies.parse("a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT").deletes, true)
  same(cookies.parse("a=; Expires=Thu, 01-Jan-1970 00:00:00 GMT; Max-Age=60").deletes, false)
  same(cookies.parse("a=; Expires=Wed, 09 Jun 2100 10:18:14 GMT").deletes, false)
end)

case("name prefixes are held to their promise", function()
  same(cookies.broken_prefix(cookies.parse("__Host-a=b; Secure; Path=/")), nil)
  same(cookies.broken_prefix(cookies.parse("__Host-a=b; Secure; Path=/; Domain=x.y")) ~= nil, true)
  same(cookies.broken_prefix(cookies.parse("__Secure-a=b")) ~= nil, true)
end)

case("session cookies are known by name, anti-forgery ones are none", function()
  local wanted = {
    PHPSESSID = true, ["connect.sid"] = true, auth = true, theme = false, csrftoken = false, side = false,
  }
  for name, session in pairs(wanted) do
    same(cookies.is_session { name = name }, session)
  end
end)

case("HSTS is read with quotes, spaces and any case", function()
  same(hsts.parse('max-age="31536000" ; IncludeSubDomains; preload'), {
    max_age = 31536000, include_subdomains = true, preload = true,
  })
  same(hsts.parse("max-age=0"), { max_age = 0, include_subdomains = false, preload = false })
  same(hsts.parse("max-age=60;; unknown=\"a;b\"").max_age, 60)
  same(hsts.parse("max-age=99999999999999999999").max_age, math.maxinteger)
end)

case("an HSTS header that browsers ignore says why", function()
  same({ hsts.parse("includeSubDomains") }, { [2] = "max-age is missing" })
  same({ hsts.parse("max-age=1y") }, { [2] = "max-age is not a number of seconds" })
  same({ hsts.parse("max-age=1; max-age=2") }, { [2] = "max-age stands twice" })
  same({ hsts.parse("max-age") }, { [2] = "max-age is not a number of seconds" })
  same({ hsts.parse("") }, { [2] = "max-age is missing" })
end)

local function openings(...)
  return csp.openings(csp.parse { ... })
end

case("a strict policy has no openings", function()
  same(openings("default-src 'self'"), {})
  same(openings("script-src 'nonce-abc' 'unsafe-inline' https: 'strict-dynamic'; object-src 'none'"), {})
  same(openings("default-src 'none'; script-src 'sha256-x' 'unsafe-inline'"), {})
end)

case("openings are named", function()
  same(openings("default-src 'self' 'UNSAFE-INLINE'"), { "'unsafe-inline' scripts" })
  same(openings("Script-Src 'self' 'unsafe-eval' * ; object-src 'none'"), { "'unsafe-eval'", "scripts from *" })
  same(#openings("img-src 'self'"), 2)
  same(openings("script-src 'self'"), { "plug-ins from anywhere, as object-src does not limit them" })
end)

case("of a directive that stands twice the first counts", function()
  same(openings("default-src 'self'; default-src *"), {})
end)

case("one strict policy among several is enough, and one without scripts changes nothing", function()
  same(openings("default-src *", "default-src 'self'"), {})
  same(openings("default-src * , default-src 'self'"), {})
  same(openings("default-src 'self' 'unsafe-inline'", "frame-ancestors 'none'"), { "'unsafe-inline' scripts" })
end)

case("an empty policy is none", function()
  same(csp.parse { " ; ", "" }, {})
end)

case("frame-ancestors keeps out or lets in", function()
  same({ csp.frame_ancestors(csp.parse { "default-src 'self'" }) }, { false, false })
  same({ csp.frame_ancestors(csp.parse { "frame-ancestors 'none'" }) }, { true, true })
  same({ csp.frame_ancestors(csp.parse { "frame-ancestors https:" }) }, { true, false })
  same({ csp.frame_ancestors(csp.parse { "frame-ancestors *", "frame-ancestors 'self'" }) }, { true, true })
end)

case("meta elements of the head are read, comments and the body are not", function()
  same(html.meta([[<!doctype html><head><!-- <meta name=referrer content=unsafe-url> -->
    <META HTTP-EQUIV="Content-Security-Policy" content="default-src &#39;self&#39;">
    <meta name=referrer content=no-referrer /></head><body><meta name="referrer" content="origin">]]), {
    csp = { "default-src 'self'" }, referrer = "no-referrer",
  })
  same(html.meta("<meta>< meta x><meta content"), { csp = {} })
end)

case("lists are split outside quotes", function()
  same(text.split(' a; "b;\\"c" ;;d', ";"), { "a", '"b;\\"c"', "d" })
  same(text.unquote('"a\\"b"'), 'a"b')
end)

case("URLs are taken apart and made whole", function()
  same(urls.parse("HTTPS://Example.com:443?a=b#c"), {
    url = "https://example.com/?a=b", scheme = "https", host = "example.com", port = "443",
    origin = "https://example.com", path = "/?a=b",
  })
  same(urls.parse("http://[::1]:8080/x").origin, "http://[::1]:8080")
  same(urls.parse("ftp://a/"), nil)
  same(urls.parse("https://user:pass@host/"), nil)
  same(urls.parse("https:///path"), nil)
end)

case("references are resolved as in RFC 3986 §5.4", function()
  local base = urls.parse("http://a/b/c/d;p?q")
  local wanted = {
    ["g"] = "http://a/b/c/g", ["./g"] = "http://a/b/c/g", ["g/"] = "http://a/b/c/g/", ["/g"] = "http://a/g",
    ["//g"] = "http://g", ["?y"] = "http://a/b/c/d;p?y", ["g?y"] = "http://a/b/c/g?y", ["#s"] = "http://a/b/c/d;p?q",
    ["g#s"] = "http://a/b/c/g", [""] = "http://a/b/c/d;p?q", ["."] = "http://a/b/c/", [".."] = "http://a/b/",
    ["../g"] = "http://a/b/g", ["../.."] = "http://a/", ["../../g"] = "http://a/g", ["../../../g"] = "http://a/g",
    ["https://x/y"] = "https://x/y",
  }
  for reference, whole in pairs(wanted) do
    same({ reference, urls.resolve(base, reference) }, { reference, whole })
  end
end)

case("addresses are told from names", function()
  same(urls.is_address("127.0.0.1"), true)
  same(urls.is_address("[::1]"), true)
  same(urls.is_address("localhost"), false)
end)

return harness
