local host = ...
local arguments = host.standard("_arguments")

--- Hexadecimal text (RFC 4648 §8).
---@class hex
local M = {}

local unpack, sub, format = string.unpack, string.sub, string.format

local bytes_of -- two digits in any case -> the byte

local function decoding_table()
  if not bytes_of then
    bytes_of = {}
    local digits = "0123456789abcdefABCDEF"
    for high in digits:gmatch(".") do
      for low in digits:gmatch(".") do
        bytes_of[high .. low] = string.char(tonumber(high .. low, 16))
      end
    end
  end
  return bytes_of
end

--- Two lower-case digits for each byte.
---@param data string any bytes
---@return string
function M.encode(data)
  arguments.text("hex.encode", "the data", data)
  local parts, count, at, length = {}, 0, 1, #data
  while at + 31 <= length do
    count = count + 1
    parts[count] = format("%016x%016x%016x%016x", unpack(">i8i8i8i8", data, at))
    at = at + 32
  end
  parts[count + 1] = sub(data, at):gsub(".", function(c)
    return format("%02x", c:byte())
  end)
  return table.concat(parts)
end

--- The bytes of a hexadecimal text, in either case.
---@param text string
---@return string
function M.decode(text)
  arguments.text("hex.decode", "the text", text)
  local data = text:gsub("..", decoding_table())
  if #data * 2 ~= #text then -- what is no digit was left as it is
    local foreign = text:find("%X")
    arguments.check(not foreign, "hex.decode",
      "invalid hexadecimal at byte %d: %s is not a digit from 0 to 9 or a to f", foreign,
      foreign and arguments.quoted(sub(text, foreign, foreign)))
    host.raise(("hex.decode: invalid hexadecimal: %d digits are not whole bytes, two digits each"):format(#text))
  end
  return data
end

return M
