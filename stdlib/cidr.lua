local host = ...
local arguments = host.standard("_arguments")
local ip, registry = host.standard("_ip_text"), host.standard("_ip_registry")
local check, quoted = arguments.check, arguments.quoted
local array, ult = host.json.array, math.ult

--- Internet addresses and networks, IPv4 and IPv6. Every function takes a text, such as "10.0.0.0/8" or "2001:db8::1",
--- or what `cidr.parse` gave: parse what is used many times once.
---@class cidr
local M = {}

--- A network; an address is a network of one. `tostring` gives its canonical text (RFC 5952): "10.0.0.0/8".
---@class cidr.Network
---@field version 4|6
---@field prefix integer
---@field address string the address as it was given, in canonical text; its lower bits may be set
---@field network string the first address
---@field last string the last address: of IPv4 the broadcast address

---@class cidr.Bits
---@field version integer
---@field high integer the network address
---@field low integer
---@field bits integer prefix, counted in 128 bits for both versions
---@field end_high integer the last address
---@field end_low integer
---@field own_high integer the address as it was given
---@field own_low integer

local bits_of = setmetatable({}, { __mode = "k" }) ---@type table<cidr.Network, cidr.Bits>

local function write(version, high, low)
  return version == 4 and ip.write_v4(low) or ip.write_v6(high, low)
end

local function written(b)
  return write(b.version, b.high, b.low) .. "/" .. (b.version == 4 and b.bits - 96 or b.bits)
end

local network_meta = {
  __name = "cidr.Network",
  __metatable = false,
  __tostring = function(self)
    return written(bits_of[self])
  end,
  __eq = function(a, b)
    local x, y = bits_of[a], bits_of[b]
    return x and y and x.version == y.version and x.bits == y.bits and x.high == y.high and x.low == y.low or false
  end,
}

local function bits_from(version, high, low, bits)
  local mask_high, mask_low = ip.mask(bits)
  return {
    version = version, bits = bits, own_high = high, own_low = low, high = high & mask_high, low = low & mask_low,
    end_high = version == 4 and 0 or high | ~mask_high,
    end_low = (low | ~mask_low) & (version == 4 and 0xFFFFFFFF or -1),
  }
end

local function new(b)
  local network = {
    version = b.version, prefix = b.version == 4 and b.bits - 96 or b.bits,
    address = write(b.version, b.own_high, b.own_low), network = write(b.version, b.high, b.low),
    last = write(b.version, b.end_high, b.end_low),
  }
  bits_of[network] = b
  return setmetatable(network, network_meta)
end

--- The bits of a text, or nil and why it is none.
local function read(text)
  local name, prefix = text:match("^([^/]*)/(.*)$")
  name = name or text
  local version = name:find(":", 1, true) and 6 or 4
  local high, low, reason
  if version == 4 then
    high = 0
    low, reason = ip.read_v4(name)
  else
    high, low = ip.read_v6(name)
    reason = low
  end
  if not high or not low then
    return nil, reason
  end
  local width = version == 4 and 32 or 128
  local length = prefix and (prefix:find("^%d%d?%d?$") and not prefix:find("^0%d") and tonumber(prefix) or 999) or width
  if length > width then
    return nil, ("the prefix of an IPv%d network is a number from 0 to %d"):format(version, width)
  end
  return bits_from(version, high, low, length + (version == 4 and 96 or 0))
end

local function open(where, value)
  local known = bits_of[value]
  if known then
    return known
  end
  check(type(value) == "string", where, "a network must be a text or what cidr.parse gave, found %s",
    arguments.kind(value))
  local b, reason = read(value)
  if not b then
    ip.fault(where, quoted(value), reason)
  end
  return b
end

--- Reads an address or a network. Lower bits may be set, as in "10.1.2.3/8"; a text without a prefix is one address.
---@param text string|cidr.Network
---@return cidr.Network
function M.parse(text)
  return bits_of[text] and text or new(open("cidr.parse", text))
end

--- Whether a value is the text of an address or a network.
---@param value any
---@return boolean
function M.is_valid(value)
  return bits_of[value] ~= nil or type(value) == "string" and read(value) ~= nil
end

--- The canonical text of an address (RFC 5952 for IPv6), without a prefix.
---@param value string|cidr.Network
---@return string
function M.address(value)
  local b = open("cidr.address", value)
  return write(b.version, b.own_high, b.own_low)
end

--- The canonical text of a network: "10.1.2.3/8" is "10.0.0.0/8".
---@param value string|cidr.Network
---@return string
function M.network(value)
  return written(open("cidr.network", value))
end

local function not_after(a_high, a_low, b_high, b_low)
  return ult(a_high, b_high) or a_high == b_high and not ult(b_low, a_low)
end

local function contains(outer, inner)
  return outer.version == inner.version and not_after(outer.high, outer.low, inner.high, inner.low)
    and not_after(inner.end_high, inner.end_low, outer.end_high, outer.end_low)
end

--- Whether all of `inner` lies in `outer`. IPv4 and IPv6 never contain each other; see `cidr.unmapped`.
---@param outer string|cidr.Network
---@param inner string|cidr.Network
---@return boolean
function M.contains(outer, inner)
  return contains(open("cidr.contains", outer), open("cidr.contains", inner))
end

--- The narrowest network of a list that contains `inner`, or nil.
---@param list (string|cidr.Network)[]
---@param inner string|cidr.Network
---@return string|cidr.Network|nil found as it stands in the list
function M.find(list, inner)
  arguments.list("cidr.find", "the networks", list)
  local wanted, found, found_bits = open("cidr.find", inner), nil, -1
  for index = 1, #list do
    local b = open("cidr.find", list[index])
    if b.bits > found_bits and contains(b, wanted) then
      found, found_bits = list[index], b.bits
    end
  end
  return found
end

--- Whether two networks share an address.
---@param a string|cidr.Network
---@param b string|cidr.Network
---@return boolean
function M.overlaps(a, b)
  local x, y = open("cidr.overlaps", a), open("cidr.overlaps", b)
  return contains(x, y) or contains(y, x)
end

local function compare(x, y)
  if x.version ~= y.version then
    return x.version < y.version and -1 or 1
  elseif x.high ~= y.high then
    return ult(x.high, y.high) and -1 or 1
  elseif x.low ~= y.low then
    return ult(x.low, y.low) and -1 or 1
  end
  return x.bits < y.bits and -1 or x.bits > y.bits and 1 or 0
end

--- -1, 0 or 1, in the order: IPv4 before IPv6, then by network address, wide before narrow.
---@param a string|cidr.Network
---@param b string|cidr.Network
---@return integer
function M.compare(a, b)
  return compare(open("cidr.compare", a), open("cidr.compare", b))
end

--- How many addresses there are: an integer up to 2^62, a float above.
---@param value string|cidr.Network
---@return number
function M.size(value)
  local free = 128 - open("cidr.size", value).bits
  return free <= 62 and 1 << free or 2.0 ^ free
end

--- The networks of a longer prefix that a network consists of, at most 65536.
---@param value string|cidr.Network
---@param prefix integer
---@return cidr.Network[]
function M.subnets(value, prefix)
  local where, b = "cidr.subnets", open("cidr.subnets", value)
  local bits = arguments.integer(where, "the prefix", prefix, 0) + (b.version == 4 and 96 or 0)
  check(bits >= b.bits and bits <= 128, where, "the prefix %d must be from that of %s to %d", prefix, written(b),
    b.version == 4 and 32 or 128)
  check(bits - b.bits <= 16, where, "there are 2^%d networks; 65536 is the most", bits - b.bits)
  local found, high, low = array {}, b.high, b.low
  for index = 1, 1 << bits - b.bits do
    found[index] = new(bits_from(b.version, high, low, bits))
    if bits <= 64 then
      high = high + (bits == 0 and 0 or 1 << 64 - bits)
    else
      local sum = low + (1 << 128 - bits)
      high, low = ult(sum, low) and high + 1 or high, sum
    end
  end
  return found
end

--- The network one bit shorter when `b` is its upper half and `a` its lower one.
local function joined(a, b)
  if a.version ~= b.version or a.bits ~= b.bits or a.bits == (a.version == 4 and 96 or 0) then
    return nil
  end
  local whole = bits_from(a.version, a.high, a.low, a.bits - 1)
  return whole.high == a.high and whole.low == a.low and contains(whole, b) and whole or nil
end

--- The fewest networks that hold the same addresses, in order.
---@param list (string|cidr.Network)[]
---@return cidr.Network[]
function M.summarize(list)
  arguments.list("cidr.summarize", "the networks", list)
  local all, kept = {}, {}
  for index = 1, #list do
    all[index] = open("cidr.summarize", list[index])
  end
  table.sort(all, function(a, b)
    return compare(a, b) < 0
  end)
  for _, b in ipairs(all) do
    if not (kept[#kept] and contains(kept[#kept], b)) then
      kept[#kept + 1] = bits_from(b.version, b.high, b.low, b.bits)
      local whole = kept[2] and joined(kept[#kept - 1], kept[#kept])
      while whole do
        kept[#kept] = nil
        kept[#kept] = whole
        whole = kept[2] and joined(kept[#kept - 1], whole)
      end
    end
  end
  for index, b in ipairs(kept) do
    kept[index] = new(b)
  end
  return array(kept)
end

local function unmapped(b)
  if b.version == 6 and b.bits >= 96 and b.high == 0 and b.low >> 32 == 0xFFFF then
    return bits_from(4, 0, b.own_low & 0xFFFFFFFF, b.bits)
  end
  return b
end

--- The IPv4 network that an IPv4-mapped one ("::ffff:10.0.0.1") stands for; any other as it is.
---@param value string|cidr.Network
---@return cidr.Network
function M.unmapped(value)
  return new(unmapped(open("cidr.unmapped", value)))
end

local function block_of(where, value)
  local b = unmapped(open(where, value))
  return registry.find(b.version, b.high, b.low, b.bits)
end

--- What an address or network is for, by the registries of IANA: "global", "private", "loopback", "link-local",
--- "shared", "multicast", "documentation", … IPv4-mapped addresses count as the IPv4 address in them. Of a network it
--- is the narrowest block around all of it: "0.0.0.0/0" is "global", though private blocks lie inside; see
--- `cidr.is_public` and `cidr.has_public`.
---@param value string|cidr.Network
---@return string
function M.purpose(value)
  return block_of("cidr.purpose", value).name
end

--- Whether every address is for private networks (RFC 1918; fc00::/7 of RFC 4193).
---@param value string|cidr.Network
---@return boolean
function M.is_private(value)
  return block_of("cidr.is_private", value).name == "private"
end

---@param value string|cidr.Network
---@return boolean
function M.is_loopback(value)
  return block_of("cidr.is_loopback", value).name == "loopback"
end

--- Whether every address is link-local: 169.254.0.0/16, where clouds have their metadata, and fe80::/10.
---@param value string|cidr.Network
---@return boolean
function M.is_link_local(value)
  return block_of("cidr.is_link_local", value).name == "link-local"
end

---@param value string|cidr.Network
---@return boolean
function M.is_multicast(value)
  return block_of("cidr.is_multicast", value).name == "multicast"
end

--- Whether it is "0.0.0.0/0" or "::/0": the whole Internet, as in a firewall rule open to all.
---@param value string|cidr.Network
---@return boolean
function M.is_any(value)
  local b = open("cidr.is_any", value)
  return b.bits == (b.version == 4 and 96 or 0)
end

--- Whether an address that is `wanted` (global or not) lies in the network. Halves it as long as blocks lie inside.
local function has(b, wanted)
  local block, divided = registry.find(b.version, b.high, b.low, b.bits)
  if not divided then
    return block.global == wanted
  end
  local lower = bits_from(b.version, b.high, b.low, b.bits + 1)
  local upper = bits_from(b.version, b.end_high, b.end_low, b.bits + 1)
  return has(lower, wanted) or has(upper, wanted)
end

--- Whether every address can be reached across the Internet, as far as its registration says.
---@param value string|cidr.Network
---@return boolean
function M.is_public(value)
  return not has(unmapped(open("cidr.is_public", value)), false)
end

--- Whether any address can be reached across the Internet: what a firewall rule must not let in by mistake.
---@param value string|cidr.Network
---@return boolean
function M.has_public(value)
  return has(unmapped(open("cidr.has_public", value)), true)
end

return M
