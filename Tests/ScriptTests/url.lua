-- stdlib/url.lua: RFC 3986, all of its examples of §1.1.2, §5.4 and §6.2.2.
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults
local url = harness.standard("url")

for text, parts in pairs {
  ["ftp://ftp.is.co.za/rfc/rfc1808.txt"] = { scheme = "ftp", host = "ftp.is.co.za", path = "/rfc/rfc1808.txt" },
  ["http://www.ietf.org/rfc/rfc2396.txt"] = { scheme = "http", host = "www.ietf.org", path = "/rfc/rfc2396.txt" },
  ["ldap://[2001:db8::7]/c=GB?objectClass?one"] = {
    scheme = "ldap", host = "2001:db8::7", path = "/c=GB", query = "objectClass?one",
  },
  ["mailto:John.Doe@example.com"] = { scheme = "mailto", path = "John.Doe@example.com" },
  ["news:comp.infosystems.www.servers.unix"] = { scheme = "news", path = "comp.infosystems.www.servers.unix" },
  ["tel:+1-816-555-1212"] = { scheme = "tel", path = "+1-816-555-1212" },
  ["telnet://192.0.2.16:80/"] = { scheme = "telnet", host = "192.0.2.16", port = 80, path = "/" },
  ["urn:oasis:names:specification:docbook:dtd:xml:4.1.2"] = {
    scheme = "urn", path = "oasis:names:specification:docbook:dtd:xml:4.1.2",
  },
  ["foo://example.com:8042/over/there?name=ferret#nose"] = {
    scheme = "foo", host = "example.com", port = 8042, path = "/over/there", query = "name=ferret", fragment = "nose",
  },
  ["http://a:b@[::1]:8080?#"] = {
    scheme = "http", userinfo = "a:b", host = "::1", port = 8080, path = "", query = "", fragment = "",
  },
  ["//host"] = { host = "host", path = "" },
  ["file:///etc/hosts"] = { scheme = "file", host = "", path = "/etc/hosts" },
  ["../a?b/c?d#e?f/g"] = { path = "../a", query = "b/c?d", fragment = "e?f/g" },
  [""] = { path = "" },
} do
  case("parse and build: " .. text, function()
    same(url.parse(text), parts)
    same(url.build(parts), text)
  end)
end

case("case and an empty port go when parsed", function()
  same(url.parse("HTTPS://Example.COM:/A"), { scheme = "https", host = "example.com", path = "/A" })
end)

for text, fault in pairs {
  ["http://a b/"] = 'invalid URL at byte 9: " " must be percent-encoded',
  ["http://a/\n"] = 'invalid URL at byte 10: "\\x0A" must be percent-encoded',
  ["http://a:99999/"] = 'the port "99999" of "a:99999"',
  ["http://a:x/"] = 'the port "x" of "a:x" is not a number up to 65535',
  ["http://[1.2.3.4]/"] = '"1.2.3.4" in brackets is not an IPv6 address',
  ["http://[::1]x/"] = 'the host of "[::1]x" holds characters',
  ["http://good.example\\@evil.example/"] = "what stands before the @ holds characters",
  ["http://a<b/"] = 'the host of "a<b" holds characters',
  ["http://bücher.example/"] = "write an international name in its xn-- form",
  ["1a:b"] = "begins with neither a scheme nor a path",
} do
  case("parse refuses " .. text:gsub("%c", "?"), function()
    faults(fault, url.parse, text)
  end)
end

local base = "http://a/b/c/d;p?q"
-- RFC 3986 §5.4.1 and §5.4.2
for reference, target in pairs {
  ["g:h"] = "g:h", ["g"] = "http://a/b/c/g", ["./g"] = "http://a/b/c/g", ["g/"] = "http://a/b/c/g/",
  ["/g"] = "http://a/g", ["//g"] = "http://g", ["?y"] = "http://a/b/c/d;p?y", ["g?y"] = "http://a/b/c/g?y",
  ["#s"] = "http://a/b/c/d;p?q#s", ["g#s"] = "http://a/b/c/g#s", ["g?y#s"] = "http://a/b/c/g?y#s",
  [";x"] = "http://a/b/c/;x", ["g;x"] = "http://a/b/c/g;x", ["g;x?y#s"] = "http://a/b/c/g;x?y#s",
  [""] = "http://a/b/c/d;p?q", ["."] = "http://a/b/c/", ["./"] = "http://a/b/c/", [".."] = "http://a/b/",
  ["../"] = "http://a/b/", ["../g"] = "http://a/b/g", ["../.."] = "http://a/", ["../../"] = "http://a/",
  ["../../g"] = "http://a/g",
  ["../../../g"] = "http://a/g", ["../../../../g"] = "http://a/g", ["/./g"] = "http://a/g", ["/../g"] = "http://a/g",
  ["g."] = "http://a/b/c/g.", [".g"] = "http://a/b/c/.g", ["g.."] = "http://a/b/c/g..", ["..g"] = "http://a/b/c/..g",
  ["./../g"] = "http://a/b/g", ["./g/."] = "http://a/b/c/g/", ["g/./h"] = "http://a/b/c/g/h",
  ["g/../h"] = "http://a/b/c/h", ["g;x=1/./y"] = "http://a/b/c/g;x=1/y", ["g;x=1/../y"] = "http://a/b/c/y",
  ["g?y/./x"] = "http://a/b/c/g?y/./x", ["g?y/../x"] = "http://a/b/c/g?y/../x",
  ["g#s/./x"] = "http://a/b/c/g#s/./x", ["g#s/../x"] = "http://a/b/c/g#s/../x", ["http:g"] = "http:g",
} do
  case("RFC 3986 §5.4: " .. reference, function()
    same(url.resolve(base, reference), target)
  end)
end

case("resolve: what the RFC's examples leave out", function()
  same(url.resolve("http://a", "b"), "http://a/b")
  same(url.resolve("http://u@a:1/x", "y"), "http://u@a:1/y")
  same(url.resolve("http://u@a:1/x", "//b"), "http://b")
  same(url.resolve("http://a/b//c", "../d"), "http://a/b/d")
  same(url.resolve("a:/b", ".//c"), "a:/.//c")
  same(url.resolve("http://a/b", "//c/../d/./e/.."), "http://c/d/")
  faults('url.resolve: the base "a/b" has no scheme', url.resolve, "a/b", "c")
  local deep = ("a/"):rep(50000) .. ("../"):rep(50000)
  same(url.resolve("http://h/", deep), "http://h/")
end)

case("RFC 3986 §6.2.2: equal URLs are equal texts", function()
  same(url.normalize("example://a/b/c/%7Bfoo%7D"), "example://a/b/c/%7Bfoo%7D")
  same(url.normalize("eXAMPLE://a/./b/../b/%63/%7bfoo%7d"), "example://a/b/c/%7Bfoo%7D")
  same(url.normalize("HTTP://www.EXAMPLE.com/%7euser"), "http://www.example.com/~user")
  for _, text in ipairs { "http://example.com", "http://example.com/", "http://example.com:/",
    "http://example.com:80/" } do
    same(url.normalize(text), "http://example.com/")
  end
  same(url.normalize("https://h:80?q=%2f"), "https://h:80/?q=%2F")
  same(url.normalize("mailto:A@B"), "mailto:A@B")
end)

case("join encodes segments and keeps the query", function()
  same(url.join("https://api.example.com/v1/", "users", "a/b c", 7), "https://api.example.com/v1/users/a%2Fb%20c/7")
  same(url.join("https://a?q=1", "x"), "https://a/x?q=1")
  same(url.join("https://a/b/"), "https://a/b/")
  faults('url.join: segment 2 is ".."', url.join, "https://a", "x", "..")
  faults("url.join: segment 1 must be a string, found nil", url.join, "https://a", nil)
end)

case("components are encoded and decoded", function()
  same(url.encode("AZaz09-._~ /?#[]@!$&'()*+,;=%é\0"),
    "AZaz09-._~%20%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25%C3%A9%00")
  same(url.encode(5), "5")
  same(url.decode("a%20b+%c3%A9%25"), "a b+é%")
  faults('url.decode: invalid escape at byte 2: % must be followed by two hexadecimal digits, found "%zz"',
    url.decode, "a%zz")
  faults('invalid escape at byte 4: % must be followed by two hexadecimal digits, found "%4"', url.decode, "%41%4")
end)

case("queries keep order and repeated names", function()
  same(url.parse_query("?a=1&b=x%3D+y&a=2&&c&=d&e=f=g"),
    { { "a", "1" }, { "b", "x= y" }, { "a", "2" }, { "c", "" }, { "", "d" }, { "e", "f=g" } })
  same(url.query_values("a=1&b=2&a=3"), { a = { "1", "3" }, b = { "2" } })
  same(url.parse_query(""), {})
end)

case("queries are built, sorted by name or in the order of a list", function()
  same(url.build_query { b = 2, a = { "x y", true }, c = io.stdin }, "a=x%20y&a=true&b=2")
  same(url.build_query { { "b", 1 }, { "a", "é&=" }, { "b", { 2, 3 } } }, "b=1&a=%C3%A9%26%3D&b=2&b=3")
  same(url.build_query {}, "")
  local text = "b=1&a=%26&b=%2B"
  same(url.build_query(url.parse_query(text)), text)
  same(url.build { scheme = "https", host = "h", path = "/", query = { q = "a b" } }, "https://h/?q=a%20b")
  faults('url.build_query: the value of "a" must be a string', url.build_query, { a = print })
  faults("url.build_query: names must be strings, found a number", url.build_query, { [5] = 1 })
end)

case("build lets no part spill into another", function()
  faults("the path \"x\" must begin with / after a host", url.build, { host = "h", path = "x" })
  faults("begins with //, which would be read as a host", url.build, { path = "//evil" })
  faults("the path \"/a?b\" would be read as something else", url.build, { host = "h", path = "/a?b" })
  faults("url.build: ", url.build, { scheme = "https", host = "h/evil", path = "/" })
  faults("url.build: ", url.build, { scheme = "https", host = "u@h", path = "/" })
  faults("but no host", url.build, { scheme = "https", port = 1, path = "/" })
  faults("the part port must be a whole number up to 65535, found \"80\"", url.build, { host = "h", port = "80" })
end)

return harness
