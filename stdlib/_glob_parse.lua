local host = ...
local arguments = host.standard("_arguments")

--- Reads a glob into a network of states, so that matching takes time in proportion to pattern times text, whatever the
--- pattern (Thompson's construction): nothing is tried twice.
local M = {}

---@class glob.State
---@field kind "char"|"any"|"set"|"split"|"match"
---@field value? integer the character, of "char"
---@field set? fun(code: integer): boolean
---@field next? integer
---@field other? integer a second way on, of "split"
---@field within? boolean of "any": it stops at "/"
---@field closure? integer[]|false where it leads to, filled in when matching; false: too much to keep

local classes = {
  alpha = "%a", digit = "%d", alnum = "%w", upper = "%u", lower = "%l", space = "%s", punct = "%p", xdigit = "%x",
}
local max_depth, max_states = 20, 20000
local slash = ("/"):byte()

--- The characters of a text: code points where it is UTF-8, else bytes.
function M.characters(text)
  local codes = {}
  if utf8.len(text) then
    for _, code in utf8.codes(text) do
      codes[#codes + 1] = code
    end
  else
    for index = 1, #text do
      codes[index] = text:byte(index)
    end
  end
  return codes
end

---@class glob.Parser
---@field codes integer[]
---@field at integer
---@field depth integer of braces
---@field states glob.State[]
---@field path boolean
---@field nocase boolean texts come in lower case
---@field where string
---@field pattern string
local Parser = {}
Parser.__index = Parser

function Parser:fault(at, text)
  host.raise(("%s: invalid glob %s at character %d: %s"):format(self.where, arguments.quoted(self.pattern), at, text))
end

function Parser:add(state)
  local states = self.states
  if #states >= max_states then
    self:fault(self.at, ("it needs more than %d states; make it shorter"):format(max_states))
  end
  states[#states + 1] = state
  return #states
end

-- A fragment is its first state and the states whose way on is still open.

function Parser:single(state)
  local index = self:add(state)
  return { first = index, open = { state } }
end

--- Any number of what `state` matches.
function Parser:star(state)
  local split = { kind = "split" }
  local index = self:add(split)
  state.next = index
  split.other = self:add(state)
  return { first = index, open = { split } }
end

local function close(fragment, target)
  for _, state in ipairs(fragment.open) do
    state.next = target
  end
end

local function in_class(name)
  local pattern = classes[name]
  return function(code)
    return code < 128 and string.char(code):find(pattern) ~= nil
  end
end

--- One item of a bracket expression: a function that tells whether a character is in it.
function Parser:set_item(opening)
  local codes = self.codes
  local code = codes[self.at]
  if code == 91 and codes[self.at + 1] == 58 then -- [:
    local name, at = {}, self.at + 2
    while codes[at] and codes[at] ~= 58 and #name < 10 do
      name[#name + 1] = utf8.char(codes[at])
      at = at + 1
    end
    name = table.concat(name)
    if codes[at] ~= 58 or codes[at + 1] ~= 93 or not classes[name] then
      self:fault(self.at, "there is no such class; write one such as [:alpha:] or [:digit:]")
    end
    self.at = at + 2
    return in_class(name)
  end
  if code == 92 then
    self.at = self.at + 1
    code = codes[self.at]
  end
  if code == nil then
    self:fault(opening, "the bracket that opens here is never closed")
  end
  self.at = self.at + 1
  local last = code
  if codes[self.at] == 45 and codes[self.at + 1] and codes[self.at + 1] ~= 93 then
    last = codes[self.at + 1]
    self.at = self.at + 2
    if last == 92 and codes[self.at] then
      last = codes[self.at]
      self.at = self.at + 1
    end
    if last < code then
      self:fault(self.at - 1, "a range goes from the lower to the higher character")
    end
  end
  return function(other)
    return other >= code and other <= last
  end
end

local function folded(code)
  return code >= 65 and code <= 90 and code + 32 or code >= 97 and code <= 122 and code - 32 or code
end

function Parser:set()
  local opening, items = self.at, {}
  self.at = self.at + 1
  local negated = self.codes[self.at] == 33 or self.codes[self.at] == 94 -- ! ^
  if negated then
    self.at = self.at + 1
  end
  repeat
    if self.codes[self.at] == nil then
      self:fault(opening, "the bracket that opens here is never closed")
    end
    items[#items + 1] = self:set_item(opening)
  until self.codes[self.at] == 93
  self.at = self.at + 1
  local path, nocase = self.path, self.nocase
  return self:single { kind = "set", set = function(code)
    if path and code == slash then
      return false
    end
    for _, is_in in ipairs(items) do
      if is_in(code) or nocase and is_in(folded(code)) then
        return not negated
      end
    end
    return negated
  end }
end

function Parser:stars()
  local codes, first = self.codes, self.at
  while codes[self.at] == 42 do
    self.at = self.at + 1
  end
  if not self.path then
    return self:star { kind = "any" }
  end
  local before, following = codes[first - 1], codes[self.at]
  local inside = self.depth > 0
  local starts = before == nil or before == slash or inside and (before == 44 or before == 123)
  local stops = following == nil or inside and (following == 44 or following == 125)
  if self.at - first ~= 2 or not starts or not stops and following ~= slash then
    return self:star { kind = "any", within = true }
  elseif stops then
    return self:star { kind = "any" } -- a/**: all below a
  end
  -- **/: nothing, or anything that ends in a slash
  self.at = self.at + 1
  local fragment, split = self:star { kind = "any" }, { kind = "split" }
  local separator = { kind = "char", value = slash }
  close(fragment, self:add(separator))
  split.next = fragment.first
  local index = self:add(split)
  local skip = { kind = "split" } -- its open way is the way around
  split.other = self:add(skip)
  return { first = index, open = { separator, skip } }
end

function Parser:braces()
  local opening, codes = self.at, self.codes
  self.depth = self.depth + 1
  if self.depth > max_depth then
    self:fault(opening, ("braces stand more than %d deep"):format(max_depth))
  end
  self.at = self.at + 1
  local entry, open = nil, {}
  repeat
    local branch = self:sequence()
    table.move(branch.open, 1, #branch.open, #open + 1, open)
    entry = entry and self:add { kind = "split", next = entry, other = branch.first } or branch.first
    local separator = codes[self.at]
    if separator == nil then
      self:fault(opening, "the brace that opens here is never closed; write \\{ for the character")
    end
    self.at = self.at + 1
  until separator == 125
  self.depth = self.depth - 1
  return { first = entry, open = open }
end

function Parser:item()
  local code = self.codes[self.at]
  if code == 42 then
    return self:stars()
  elseif code == 91 then
    return self:set()
  elseif code == 123 then
    return self:braces()
  end
  self.at = self.at + 1
  if code == 63 then
    return self:single { kind = "any", within = self.path }
  elseif code == 92 then
    code = self.codes[self.at]
    if code == nil then
      self:fault(self.at - 1, "nothing follows the backslash; write \\\\ for the character")
    end
    self.at = self.at + 1
  end
  if self.nocase and code >= 65 and code <= 90 then
    code = code + 32
  end
  return self:single { kind = "char", value = code }
end

--- Items up to the end, or up to what ends a branch of braces.
function Parser:sequence()
  local whole
  while true do
    local code = self.codes[self.at]
    if code == nil or self.depth > 0 and (code == 44 or code == 125) then
      break
    end
    local item = self:item()
    if whole then
      close(whole, item.first)
      whole.open = item.open
    else
      whole = item
    end
  end
  return whole or self:single { kind = "split" } -- nothing at all
end

---@param where string
---@param pattern string
---@param path boolean
---@param nocase boolean
---@return glob.State[] states
---@return integer first
function M.read(where, pattern, path, nocase)
  local parser = setmetatable({
    codes = M.characters(pattern), at = 1, depth = 0, states = {}, path = path, nocase = nocase, where = where,
    pattern = pattern,
  }, Parser)
  local whole = parser:sequence()
  close(whole, parser:add { kind = "match" })
  return parser.states, whole.first
end

return M
