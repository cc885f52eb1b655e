local host = ...

--- Internet addresses as text: IPv4 in four decimal parts, IPv6 by RFC 4291 §2.2, written by RFC 5952. An address is
--- two integers of 64 bits; IPv4 is in the lower 32 bits of the second.
local M = {}

--- "a.b.c.d", no leading zeros: some systems read those as octal (RFC 6943 §3.1.1).
---@param text string
---@return integer? address nil where it is none
---@return string? reason
function M.read_v4(text)
  local address, count = 0, 0
  for part in (text .. "."):gmatch("(.-)%.") do
    count = count + 1
    if not part:find("^%d%d?%d?$") or tonumber(part) > 255 then
      return nil, "the parts of an IPv4 address are numbers from 0 to 255"
    elseif part:find("^0%d") then
      return nil, "leading zeros are read as octal by some systems; leave them out"
    end
    address = address << 8 | math.tointeger(tonumber(part))
  end
  if count ~= 4 then
    return nil, "an IPv4 address has four parts"
  end
  return address
end

--- Groups of a half around "::", as numbers. An IPv4 address may stand at the end.
local function read_groups(text, may_end_in_v4)
  local groups = {}
  if text == "" then
    return groups
  elseif text:sub(-1) == ":" then
    return nil, "an IPv6 address has no lone colon at its end"
  end
  for part, colon in text:gmatch("([^:]*)(:?)") do
    if part:find("%.") and colon == "" and may_end_in_v4 then
      local address, reason = M.read_v4(part)
      if not address then
        return nil, reason
      end
      groups[#groups + 1] = address >> 16
      groups[#groups + 1] = address & 0xFFFF
    elseif part:find("^%x%x?%x?%x?$") then
      groups[#groups + 1] = tonumber(part, 16)
    else
      return nil, "the groups of an IPv6 address are one to four hexadecimal digits"
    end
    if colon == "" then
      break
    elseif #groups > 8 then
      return nil, "an IPv6 address has eight groups"
    end
  end
  return groups
end

---@param text string
---@return integer? high nil where it is none
---@return integer|string low or the reason
function M.read_v6(text)
  if text:find("%", 1, true) then
    return nil, "a zone (%) names an interface of one machine, and no address has it here"
  end
  local left, right = text:match("^(.-)::(.*)$")
  local before, fault = read_groups(left or text, not left)
  local after = {}
  if right and before then
    after, fault = read_groups(right, true)
  end
  if not before or not after then
    return nil, fault
  end
  local count = #before + #after
  if left and right:find("::", 1, true) then
    return nil, '"::" stands twice'
  elseif left and count > 7 or not left and count ~= 8 then
    return nil, left and '"::" stands for at least one group, and there are eight with it'
      or "an IPv6 address has eight groups"
  end
  table.move(after, 1, #after, 9 - #after, before)
  for index = 1, 8 do
    before[index] = before[index] or 0
  end
  return before[1] << 48 | before[2] << 32 | before[3] << 16 | before[4],
    before[5] << 48 | before[6] << 32 | before[7] << 16 | before[8]
end

---@param address integer
---@return string
function M.write_v4(address)
  return ("%d.%d.%d.%d"):format(address >> 24 & 255, address >> 16 & 255, address >> 8 & 255, address & 255)
end

--- Where the longest run of two or more zero groups starts, the first of equals, and how long it is.
local function longest_zeros(groups)
  local best, length, start = nil, 1, nil
  for index = 1, 9 do
    if groups[index] == 0 then
      start = start or index
    elseif start then
      if index - start > length then
        best, length = start, index - start
      end
      start = nil
    end
  end
  return best, length
end

--- The text of RFC 5952 §4; IPv4-mapped addresses with the IPv4 address, §5.
---@param high integer
---@param low integer
---@return string
function M.write_v6(high, low)
  if high == 0 and low >> 32 == 0xFFFF then
    return "::ffff:" .. M.write_v4(low & 0xFFFFFFFF)
  end
  local groups, texts = {}, {}
  for index = 1, 8 do
    local half = index <= 4 and high or low
    groups[index] = half >> (3 - (index - 1) % 4) * 16 & 0xFFFF
    texts[index] = ("%x"):format(groups[index])
  end
  local start, length = longest_zeros(groups)
  if not start then
    return table.concat(texts, ":")
  end
  return table.concat(texts, ":", 1, start - 1) .. "::" .. table.concat(texts, ":", start + length, 8)
end

--- The bits of a prefix, as two integers. IPv4's start at bit 96 of the 128.
---@param bits integer from 0 to 128
---@return integer high
---@return integer low
function M.mask(bits)
  return bits <= 0 and 0 or bits >= 64 and -1 or -1 << 64 - bits,
    bits <= 64 and 0 or bits >= 128 and -1 or -1 << 128 - bits
end

--- Raises that a text is no address.
---@param where string
---@param text string
---@param reason string
function M.fault(where, text, reason)
  host.raise(("%s: %s is not an IP address or network: %s"):format(where, text, reason))
end

return M
