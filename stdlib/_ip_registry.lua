local host = ...
local text = host.standard("_ip_text")

--- The special-purpose addresses of IANA (RFC 6890 and its registries for IPv4 and IPv6), with multicast and what is
--- not assigned. Of the blocks around an address the narrowest counts.
local M = {}

---@class ip.Block
---@field name string
---@field global boolean whether packets for it go across the Internet
---@field version integer
---@field high integer
---@field low integer
---@field bits integer of the 128; for IPv4 96 more than its prefix

local v4 = {
  { "0.0.0.0", 0, "global", true },
  { "0.0.0.0", 8, "this network", false },
  { "10.0.0.0", 8, "private", false },
  { "100.64.0.0", 10, "shared", false },
  { "127.0.0.0", 8, "loopback", false },
  { "169.254.0.0", 16, "link-local", false },
  { "172.16.0.0", 12, "private", false },
  { "192.0.0.0", 24, "protocol assignments", false },
  { "192.0.0.9", 32, "port control anycast", true },
  { "192.0.0.10", 32, "TURN anycast", true },
  { "192.0.2.0", 24, "documentation", false },
  { "192.31.196.0", 24, "AS112", true },
  { "192.52.193.0", 24, "AMT", true },
  { "192.88.99.0", 24, "6to4 relay", false },
  { "192.168.0.0", 16, "private", false },
  { "192.175.48.0", 24, "AS112", true },
  { "198.18.0.0", 15, "benchmarking", false },
  { "198.51.100.0", 24, "documentation", false },
  { "203.0.113.0", 24, "documentation", false },
  { "224.0.0.0", 4, "multicast", false },
  { "240.0.0.0", 4, "reserved", false },
  { "255.255.255.255", 32, "broadcast", false },
}

local v6 = {
  { "::", 0, "reserved", false },
  { "2000::", 3, "global", true },
  { "::", 128, "unspecified", false },
  { "::1", 128, "loopback", false },
  { "::ffff:0:0", 96, "IPv4-mapped", false },
  { "64:ff9b::", 96, "IPv4 translation", true },
  { "64:ff9b:1::", 48, "IPv4 translation", false },
  { "100::", 64, "discard", false },
  { "100:0:0:1::", 64, "dummy prefix", false },
  { "2001::", 23, "protocol assignments", false },
  { "2001::", 32, "Teredo", false },
  { "2001:1::1", 128, "port control anycast", true },
  { "2001:1::2", 128, "TURN anycast", true },
  { "2001:1::3", 128, "service registration anycast", true },
  { "2001:2::", 48, "benchmarking", false },
  { "2001:3::", 32, "AMT", true },
  { "2001:4:112::", 48, "AS112", true },
  { "2001:10::", 28, "ORCHID", false },
  { "2001:20::", 28, "ORCHIDv2", true },
  { "2001:30::", 28, "drone identifiers", true },
  { "2001:db8::", 32, "documentation", false },
  { "2002::", 16, "6to4", false },
  { "2620:4f:8000::", 48, "AS112", true },
  { "3fff::", 20, "documentation", false },
  { "5f00::", 16, "segment routing", false },
  { "fc00::", 7, "private", false },
  { "fe80::", 10, "link-local", false },
  { "ff00::", 8, "multicast", false },
}

local function blocks_of(version, rows)
  local blocks = {}
  for index, row in ipairs(rows) do
    local high, low = 0, text.read_v4(row[1])
    if version == 6 then
      high, low = text.read_v6(row[1])
    end
    blocks[index] = {
      version = version, high = high, low = low, bits = row[2] + (version == 4 and 96 or 0), name = row[3],
      global = row[4],
    }
  end
  return blocks
end

local blocks = { [4] = blocks_of(4, v4), [6] = blocks_of(6, v6) }

--- The narrowest block around a network, and whether a narrower one lies inside of the network.
---@param version integer
---@param high integer
---@param low integer
---@param bits integer
---@return ip.Block
---@return boolean divided
function M.find(version, high, low, bits)
  local found, divided = nil, false
  local net_high, net_low = text.mask(bits)
  for _, block in ipairs(blocks[version]) do
    if block.bits <= bits then
      local mask_high, mask_low = text.mask(block.bits)
      if high & mask_high == block.high and low & mask_low == block.low and (not found or block.bits > found.bits) then
        found = block
      end
    elseif block.high & net_high == high and block.low & net_low == low then
      divided = true
    end
  end
  return found, divided
end

return M
