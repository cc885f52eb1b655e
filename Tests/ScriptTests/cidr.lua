-- stdlib/cidr.lua: RFC 4291, RFC 5952, RFC 4632, and IANA's registries of special-purpose addresses.
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults
local cidr, host = harness.standard("cidr")

local function texts(list)
  local found = {}
  for index, value in ipairs(list) do
    found[index] = tostring(value)
  end
  return found
end

for text, wanted in pairs {
  -- RFC 4291 §2.2
  ["ABCD:EF01:2345:6789:ABCD:EF01:2345:6789"] = "abcd:ef01:2345:6789:abcd:ef01:2345:6789",
  ["2001:DB8:0:0:8:800:200C:417A"] = "2001:db8::8:800:200c:417a",
  ["2001:DB8::8:800:200C:417A"] = "2001:db8::8:800:200c:417a",
  ["FF01:0:0:0:0:0:0:101"] = "ff01::101", ["FF01::101"] = "ff01::101",
  ["0:0:0:0:0:0:0:1"] = "::1", ["0:0:0:0:0:0:0:0"] = "::", ["::"] = "::",
  ["0:0:0:0:0:0:13.1.68.3"] = "::d01:4403", ["::13.1.68.3"] = "::d01:4403",
  ["0:0:0:0:0:FFFF:129.144.52.38"] = "::ffff:129.144.52.38", ["::FFFF:129.144.52.38"] = "::ffff:129.144.52.38",
  -- RFC 5952 §2 and §4
  ["2001:db8:0:0:1:0:0:1"] = "2001:db8::1:0:0:1", ["2001:0db8:0:0:1:0:0:1"] = "2001:db8::1:0:0:1",
  ["2001:db8::1:0:0:1"] = "2001:db8::1:0:0:1", ["2001:db8::0:1:0:0:1"] = "2001:db8::1:0:0:1",
  ["2001:0db8::1:0:0:1"] = "2001:db8::1:0:0:1", ["2001:DB8:0:0:1::1"] = "2001:db8::1:0:0:1",
  ["2001:db8:aaaa:bbbb:cccc:dddd::1"] = "2001:db8:aaaa:bbbb:cccc:dddd:0:1",
  ["2001:db8:0:0:0:0:2:1"] = "2001:db8::2:1", ["2001:db8:0:1:1:1:1:1"] = "2001:db8:0:1:1:1:1:1",
  ["2001:0:0:1:0:0:0:1"] = "2001:0:0:1::1", ["2001:db8:0:0:1:0:0:0"] = "2001:db8:0:0:1::",
  ["2001:db8:aaaa:bbbb:cccc:dddd:eeee:AAAA"] = "2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa",
  ["1::"] = "1::", ["0:0:1::"] = "0:0:1::", ["::ffff:c000:280"] = "::ffff:192.0.2.128",
  ["192.0.2.1"] = "192.0.2.1", ["255.255.255.255"] = "255.255.255.255", ["0.0.0.0"] = "0.0.0.0",
} do
  case("the canonical text of " .. text, function()
    same(cidr.address(text), wanted)
  end)
end

for text, reason in pairs {
  [""] = "numbers from 0 to 255", ["1.2.3"] = "has four parts", ["1.2.3.4.5"] = "has four parts",
  ["1.2.3.256"] = "numbers from 0 to 255", ["1.2.3.04"] = "leading zeros", ["0x7f.0.0.1"] = "numbers from 0 to 255",
  ["2130706433"] = "numbers from 0 to 255", ["1.2.3.-4"] = "numbers from 0 to 255", [" 1.2.3.4"] = "numbers from 0",
  ["1.2.3.4/33"] = "number from 0 to 32", ["1.2.3.4/"] = "number from 0 to 32", ["1.2.3.4/08"] = "number from 0 to 32",
  ["1.2.3.4/8/8"] = "number from 0 to 32", ["::/129"] = "number from 0 to 128", [":"] = "lone colon",
  [":::"] = "lone colon", ["1::2::3"] = "one to four hexadecimal", ["1:2:3:4:5:6:7"] = "eight groups",
  ["1:2:3:4:5:6:7:8:9"] = "eight groups", ["1:2:3:4:5:6:7:8::"] = "at least one group",
  ["12345::"] = "one to four",
  ["1:2:3:4:5:6:7:"] = "lone colon",
  ["1:2:3:4:5:6:7:8:"] = "lone colon", ["::1:"] = "lone colon", [":1:2:3:4:5:6:7"] = "one to four",
  ["::1.2.3.4:5"] = "one to four",
  ["::1.2.3.400"] = "numbers from 0 to 255", ["1.2.3.4::"] = "one to four", ["fe80::1%eth0"] = "a zone",
  ["[::1]"] = "one to four", ["example.com"] = "numbers from 0 to 255",
} do
  case("not an address: " .. text, function()
    same(cidr.is_valid(text), false)
    faults(("cidr.parse: %q is not an IP address or network: "):format(text), cidr.parse, text)
    faults(reason, cidr.parse, text)
  end)
end

case("a network has its first and last address", function()
  local function parts(text)
    local n = cidr.parse(text)
    return { n.version, n.prefix, n.address, n.network, n.last, tostring(n), cidr.size(n) }
  end
  same(parts("10.1.2.3/8"), { 4, 8, "10.1.2.3", "10.0.0.0", "10.255.255.255", "10.0.0.0/8", 1 << 24 })
  same(parts("192.0.2.7"), { 4, 32, "192.0.2.7", "192.0.2.7", "192.0.2.7", "192.0.2.7/32", 1 })
  same(parts("0.0.0.0/0"), { 4, 0, "0.0.0.0", "0.0.0.0", "255.255.255.255", "0.0.0.0/0", 1 << 32 })
  same(parts("2001:db8::1/64"), { 6, 64, "2001:db8::1", "2001:db8::", "2001:db8::ffff:ffff:ffff:ffff",
    "2001:db8::/64", 2.0 ^ 64 })
  same(parts("2001:db8:ffff::/33"), { 6, 33, "2001:db8:ffff::", "2001:db8:8000::",
    "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8:8000::/33", 2.0 ^ 95 })
  same(parts("ff::f/65"), { 6, 65, "ff::f", "ff::", "ff::7fff:ffff:ffff:ffff", "ff::/65", 2.0 ^ 63 })
  same(cidr.size("::/66"), 1 << 62)
  same(cidr.network("172.16.5.4/12"), "172.16.0.0/12")
end)

case("contains and overlaps", function()
  for _, row in ipairs {
    { "10.0.0.0/8", "10.255.0.1", true, true }, { "10.0.0.0/8", "11.0.0.0", false, false },
    { "10.1.0.0/16", "10.0.0.0/8", false, true }, { "0.0.0.0/0", "203.0.113.0/24", true, true },
    { "192.168.0.128/25", "192.168.0.127", false, false }, { "192.168.0.128/25", "192.168.0.128", true, true },
    { "2001:db8::/32", "2001:db8:ffff::1", true, true }, { "2001:db8::/32", "2001:db9::", false, false },
    { "8000::/1", "ffff::", true, true }, { "8000::/1", "7fff::", false, false },
    { "::/0", "1.2.3.4", false, false }, { "0.0.0.0/0", "::1", false, false },
    { "fe80::8000:0:0:0/65", "fe80::7fff:0:0:0", false, false },
    { "fe80::8000:0:0:0/65", "fe80::ffff:0:0:0", true, true }, { "::1", "::1", true, true },
  } do
    same({ row[1], row[2], cidr.contains(row[1], row[2]), cidr.overlaps(row[1], row[2]) }, row)
    same(cidr.overlaps(row[2], row[1]), row[4])
  end
end)

case("find gives the narrowest", function()
  local list = { "0.0.0.0/0", cidr.parse("10.0.0.0/8"), "10.1.0.0/16", "10.2.0.0/16" }
  same(cidr.find(list, "10.1.2.3"), "10.1.0.0/16")
  assert(cidr.find(list, "10.3.0.0/24") == list[2])
  same(cidr.find(list, "::1"), nil)
end)

case("compare orders networks, and equal ones are equal", function()
  local sorted = { "0.0.0.0/0", "9.9.9.9/32", "10.0.0.0/8", "10.0.0.0/9", "128.0.0.0/1", "::/0", "::1/128", "8000::/1" }
  for i, a in ipairs(sorted) do
    for j, b in ipairs(sorted) do
      same({ a, b, cidr.compare(a, b) }, { a, b, i < j and -1 or i > j and 1 or 0 })
      same(cidr.parse(a) == cidr.parse(b), i == j)
    end
  end
  assert(cidr.parse("10.9.9.9/8") == cidr.parse("10.0.0.0/8"))
end)

case("subnets", function()
  same(texts(cidr.subnets("192.0.2.0/24", 26)), { "192.0.2.0/26", "192.0.2.64/26", "192.0.2.128/26", "192.0.2.192/26" })
  same(texts(cidr.subnets("10.0.0.1", 32)), { "10.0.0.1/32" })
  same(texts(cidr.subnets("::/0", 1)), { "::/1", "8000::/1" })
  same(texts(cidr.subnets("::/63", 65)), { "::/65", "::8000:0:0:0/65", "0:0:0:1::/65", "::1:8000:0:0:0/65" })
  same(#cidr.subnets("10.0.0.0/8", 24), 65536)
  faults("cidr.subnets: there are 2^24 networks; 65536 is the most", cidr.subnets, "10.0.0.0/8", 32)
  faults("the prefix 7 must be from that of 10.0.0.0/8 to 32", cidr.subnets, "10.0.0.0/8", 7)
end)

case("summarize", function()
  same(texts(cidr.summarize { "192.0.2.128/25", "192.0.2.0/25", "192.0.2.5", "10.0.0.0/8", "::1", "::/128" }),
    { "10.0.0.0/8", "192.0.2.0/24", "::/127" })
  same(texts(cidr.summarize { "192.0.2.1", "192.0.2.2" }), { "192.0.2.1/32", "192.0.2.2/32" })
  same(texts(cidr.summarize { "0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1" }), { "0.0.0.0/0", "::/0" })
  same(texts(cidr.summarize(cidr.subnets("10.0.0.0/16", 26))), { "10.0.0.0/16" })
  assert(host.json.is_array(cidr.summarize {}))
end)

for text, row in pairs { -- purpose, private, public, has public
  ["8.8.8.8"] = { "global", false, true, true }, ["10.1.2.3"] = { "private", true, false, false },
  ["172.31.255.255"] = { "private", true, false, false }, ["172.32.0.0"] = { "global", false, true, true },
  ["192.168.0.0/16"] = { "private", true, false, false }, ["192.168.0.0/15"] = { "global", false, false, true },
  ["100.64.0.1"] = { "shared", false, false, false }, ["127.0.0.1"] = { "loopback", false, false, false },
  ["169.254.169.254"] = { "link-local", false, false, false },
  ["192.0.0.9"] = { "port control anycast", false, true, true },
  ["192.0.0.0/24"] = { "protocol assignments", false, false, true },
  ["192.0.0.8"] = { "protocol assignments", false, false, false },
  ["198.19.0.1"] = { "benchmarking", false, false, false }, ["203.0.113.5"] = { "documentation", false, false, false },
  ["224.0.0.1"] = { "multicast", false, false, false }, ["224.0.0.0/3"] = { "global", false, false, false },
  ["255.255.255.255"] = { "broadcast", false, false, false }, ["0.0.0.0/0"] = { "global", false, false, true },
  ["0.0.0.0"] = { "this network", false, false, false }, ["::1"] = { "loopback", false, false, false },
  ["::"] = { "unspecified", false, false, false }, ["fd00::1"] = { "private", true, false, false },
  ["fe80::1"] = { "link-local", false, false, false }, ["fe00::1"] = { "reserved", false, false, false },
  ["2606:4700::1111"] = { "global", false, true, true }, ["2001:db8::1"] = { "documentation", false, false, false },
  ["2001::1"] = { "Teredo", false, false, false }, ["2001:20::1"] = { "ORCHIDv2", false, true, true },
  ["2001:1::1"] = { "port control anycast", false, true, true },
  ["2001:1::4"] = { "protocol assignments", false, false, false },
  ["64:ff9b::808:808"] = { "IPv4 translation", false, true, true }, ["ff02::1"] = { "multicast", false, false, false },
  ["::/0"] = { "reserved", false, false, true }, ["::ffff:10.0.0.1"] = { "private", true, false, false },
  ["::ffff:8.8.8.8"] = { "global", false, true, true }, ["3fff::1"] = { "documentation", false, false, false },
} do
  case("what IANA says of " .. text, function()
    same({ cidr.purpose(text), cidr.is_private(text), cidr.is_public(text), cidr.has_public(text) }, row)
  end)
end

case("questions with one answer", function()
  same({ cidr.is_loopback("127.255.0.1"), cidr.is_loopback("128.0.0.1") }, { true, false })
  same({ cidr.is_link_local("169.254.1.1"), cidr.is_link_local("fe80::1"), cidr.is_link_local("1.1.1.1") },
    { true, true, false })
  same({ cidr.is_multicast("ff00::1"), cidr.is_multicast("239.1.1.1"), cidr.is_multicast("::1") },
    { true, true, false })
  same({ cidr.is_any("0.0.0.0/0"), cidr.is_any("::/0"), cidr.is_any("0.0.0.0"), cidr.is_any("::/1") },
    { true, true, false, false })
  same(tostring(cidr.unmapped("::ffff:10.0.0.1")), "10.0.0.1/32")
  same(tostring(cidr.unmapped("::ffff:10.0.0.0/104")), "10.0.0.0/8")
  same(tostring(cidr.unmapped("::fffe:10.0.0.1")), "::fffe:a00:1/128")
end)

case("what is parsed once is taken as it is", function()
  local n = cidr.parse("10.0.0.0/8")
  assert(rawequal(cidr.parse(n), n) and cidr.contains(n, "10.0.0.1") and cidr.is_valid(n))
  same(cidr.is_valid(nil), false)
  faults("cidr.contains: a network must be a text or what cidr.parse gave, found nil", cidr.contains, n)
  faults("found a table", cidr.parse, { network = "10.0.0.0", prefix = 8 })
end)

return harness
