local host = ...
local arguments = host.standard("_arguments")

--- Base64 (RFC 4648): the standard alphabet, and the one for URLs and file names.
---@class base64
local M = {}

local byte, find, pack, unpack, sub = string.byte, string.find, string.pack, string.unpack, string.sub
local concat = table.concat

local letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

---@class base64.Alphabet
---@field characters string all 64 of them
---@field foreign string a pattern that finds a byte outside of the alphabet
---@field pairs? table<integer, string> 12 bits -> two characters
---@field values? table<integer, integer> two characters as a number -> 12 bits
---@field missed? boolean whether values was asked for characters that it does not have
local standard = { characters = letters .. "+/", foreign = "[^A-Za-z0-9+/]" }
local url_safe = { characters = letters .. "-_", foreign = "[^A-Za-z0-9_-]" }

local function encoding_pairs(alphabet)
  if not alphabet.pairs then
    local found, characters = {}, alphabet.characters
    for high = 1, 64 do
      for low = 1, 64 do
        found[(high - 1) << 6 | low - 1] = sub(characters, high, high) .. sub(characters, low, low)
      end
    end
    alphabet.pairs = found
  end
  return alphabet.pairs
end

local function decoding_values(alphabet)
  if not alphabet.values then
    local values = {}
    for bits, duo in pairs(encoding_pairs(alphabet)) do
      values[unpack(">I2", duo)] = bits
    end
    alphabet.values = setmetatable(values, { __index = function()
      alphabet.missed = true
      return 0
    end })
  end
  return alphabet.values
end

--- The last one or two bytes, with padding.
local function encoded_rest(data, first, duos)
  local a, b = byte(data, first, first + 1)
  if not a then
    return ""
  elseif not b then
    return duos[a << 4] .. "=="
  end
  local bits = a << 16 | b << 8
  return duos[bits >> 12] .. sub(duos[bits & 0xFFF], 1, 1) .. "="
end

-- Lua keeps strings of up to 40 bytes in a table of all strings: pieces longer than that are made twice as fast.
local function encode(data, alphabet)
  local d, parts, count, at, length = encoding_pairs(alphabet), {}, 0, 1, #data
  while at + 35 <= length do
    local a, b, c, e, f, g = unpack(">I6I6I6I6I6I6", data, at)
    count = count + 1
    parts[count] = d[a >> 36] .. d[a >> 24 & 4095] .. d[a >> 12 & 4095] .. d[a & 4095]
      .. d[b >> 36] .. d[b >> 24 & 4095] .. d[b >> 12 & 4095] .. d[b & 4095]
      .. d[c >> 36] .. d[c >> 24 & 4095] .. d[c >> 12 & 4095] .. d[c & 4095]
      .. d[e >> 36] .. d[e >> 24 & 4095] .. d[e >> 12 & 4095] .. d[e & 4095]
      .. d[f >> 36] .. d[f >> 24 & 4095] .. d[f >> 12 & 4095] .. d[f & 4095]
      .. d[g >> 36] .. d[g >> 24 & 4095] .. d[g >> 12 & 4095] .. d[g & 4095]
    at = at + 36
  end
  while at + 2 <= length do
    local bits = unpack(">I3", data, at)
    count = count + 1
    parts[count] = d[bits >> 12] .. d[bits & 4095]
    at = at + 3
  end
  parts[count + 1] = encoded_rest(data, at, d)
  return concat(parts)
end

local function fault(where, at, text, ...)
  host.raise(("%s: invalid Base64 at byte %d: "):format(where, at) .. text:format(...))
end

local function describe_foreign(alphabet, character)
  if character == "=" then
    return "padding stands only at the end"
  elseif find(character, "%s") then
    return "white space; pass { whitespace = true } to skip it"
  elseif alphabet == standard and find(character, "[-_]") then
    return ("%q belongs to the URL alphabet; use base64.decode_url"):format(character)
  elseif alphabet == url_safe and find(character, "[+/]") then
    return ("%q belongs to the standard alphabet; use base64.decode"):format(character)
  end
  return arguments.quoted(character) .. " is not in the alphabet"
end

--- Raises what is wrong with a text: a character, or the padding.
local function explain(where, text, alphabet)
  local foreign = find(text, alphabet.foreign)
  local length = foreign and foreign - 1 or #text
  local padding = foreign and find(text, "^=+$", foreign) and #text - length or 0
  if foreign and padding == 0 then
    fault(where, foreign, "%s", describe_foreign(alphabet, sub(text, foreign, foreign)))
  end
  local rest = length % 4
  local needed = (4 - rest) % 4
  if rest == 1 then
    fault(where, length, "a lone character at the end holds no whole byte; the text was cut or is not Base64")
  elseif padding ~= needed and (padding > 0 or alphabet == standard) then
    fault(where, length + 1, "the padding must be %s, found %s",
      needed == 0 and "absent" or ('"%s"'):format(("="):rep(needed)),
      padding == 0 and "none" or padding > 4 and padding .. " characters" or ('"%s"'):format(("="):rep(padding)))
  end
end

--- How many characters stand before the padding. Characters are not looked at: the tables miss those that are foreign.
local function check_padding(where, text, alphabet)
  local equals = find(text, "=", 1, true)
  local length = equals and equals - 1 or #text
  local needed, padding = (4 - length % 4) % 4, #text - length
  local right = padding == needed and needed < 3 and (padding == 0 or find(text, "^=+$", equals))
  if not right and not (padding == 0 and alphabet == url_safe and needed < 3) then
    explain(where, text, alphabet)
  end
  return length
end

--- The last two or three characters. Their unused bits must be zero: else two texts would stand for the same bytes.
local function decoded_rest(where, text, first, length, alphabet)
  local rest = length - first + 1
  if rest == 0 then
    return ""
  end
  local bits = 0
  for index = first, length do
    local place = find(alphabet.characters, sub(text, index, index), 1, true)
    if not place then
      explain(where, text, alphabet)
    end
    bits = bits << 6 | place - 1
  end
  local unused = rest == 2 and 4 or 2
  if bits & (1 << unused) - 1 ~= 0 then
    fault(where, length, "the bits that the last character leaves over are not zero; the text was changed or cut")
  end
  return pack(rest == 2 and ">I1" or ">I2", bits >> unused)
end

local sixteen_pairs = ">" .. ("I2"):rep(16)

--- 24 bytes for the 32 characters at `at`.
local function block(v, text, at)
  local a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p = unpack(sixteen_pairs, text, at)
  return v[a] << 36 | v[b] << 24 | v[c] << 12 | v[d], v[e] << 36 | v[f] << 24 | v[g] << 12 | v[h],
    v[i] << 36 | v[j] << 24 | v[k] << 12 | v[l], v[m] << 36 | v[n] << 24 | v[o] << 12 | v[p]
end

local function decode(where, text, alphabet)
  local length = check_padding(where, text, alphabet)
  alphabet.missed = false
  local v, parts, count, at = decoding_values(alphabet), {}, 0, 1
  while at + 63 <= length do
    local a, b, c, d = block(v, text, at)
    count = count + 1
    parts[count] = pack(">I6I6I6I6I6I6I6I6", a, b, c, d, block(v, text, at + 32))
    at = at + 64
  end
  while at + 3 <= length do
    local high, low = unpack(">I2I2", text, at)
    count = count + 1
    parts[count] = pack(">I3", v[high] << 12 | v[low])
    at = at + 4
  end
  if alphabet.missed then
    explain(where, text, alphabet)
  end
  parts[count + 1] = decoded_rest(where, text, at, length, alphabet)
  return concat(parts)
end

local function decode_with(where, text, options, alphabet)
  arguments.text(where, "the text", text)
  if arguments.options(where, options, { whitespace = "boolean" }).whitespace then
    text = text:gsub("%s+", "")
  end
  return decode(where, text, alphabet)
end

--- Base64 of a string, with padding.
---@param data string any bytes
---@return string
function M.encode(data)
  return encode(arguments.text("base64.encode", "the data", data), standard)
end

--- The bytes of a Base64 text. What RFC 4648 does not allow is an error: other characters, missing or surplus padding,
--- left-over bits that are not zero.
---@param text string
---@param options? { whitespace?: boolean } whitespace: skips spaces and line breaks, as PEM and MIME have them
---@return string
function M.decode(text, options)
  return decode_with("base64.decode", text, options, standard)
end

--- Base64 with "-" and "_" for "+" and "/" (RFC 4648 §5), without padding, as JWTs have it.
---@param data string any bytes
---@param options? { padding?: boolean } padding: adds the padding
---@return string
function M.encode_url(data, options)
  arguments.text("base64.encode_url", "the data", data)
  local text = encode(data, url_safe)
  if arguments.options("base64.encode_url", options, { padding = "boolean" }).padding then
    return text
  end
  return (text:gsub("=+$", ""))
end

--- The bytes of a text in the URL alphabet. Padding may be left out; where it is there it must be right.
---@param text string
---@param options? { whitespace?: boolean } whitespace: skips spaces and line breaks
---@return string
function M.decode_url(text, options)
  return decode_with("base64.decode_url", text, options, url_safe)
end

return M
