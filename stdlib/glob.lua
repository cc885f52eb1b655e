local host = ...
local arguments = host.standard("_arguments")
local parse = host.standard("_glob_parse")
local array = host.json.array

--- Patterns with wildcards, as shells have them: `*` any text, `?` one character, `[a-z]` `[!a-z]` `[[:digit:]]` one of
--- a set, `{a,b}` either, `\*` the character itself. A text matches as a whole.
---@class glob
local M = {}

---@class glob.Options
---@field path? boolean for paths: `*` `?` and sets stop at "/", and `**` as a whole segment is any number of segments
---@field nocase? boolean ASCII letters match in either case

local cache_size = 256
local slash = ("/"):byte()

local closure_size = 64

--- Adds a state and all that it leads to without a character; `marks` tells which are there already. Gives false, and
--- stops, when it comes past more than `most` states.
local function add(states, list, marks, mark, start, most)
  local waiting, top, count = { start }, 1, 0
  while top > 0 do
    local index = waiting[top]
    top = top - 1
    if index and marks[index] ~= mark then
      marks[index], count = mark, count + 1
      if count > most then
        return false
      end
      local state = states[index]
      if state.kind == "split" then
        waiting[top + 1], waiting[top + 2] = state.next or false, state.other or false
        top = top + 2
      else
        list[#list + 1] = index
      end
    end
  end
  return true
end

--- The same, by what is kept with the state; where that would be much, it is not kept.
local function add_closure(states, list, marks, mark, start)
  local state = states[start]
  if state.closure == nil then
    local found = {}
    state.closure = add(states, found, {}, true, start, closure_size) and found
  end
  if not state.closure then
    add(states, list, marks, mark, start, math.huge)
    return
  end
  for place = 1, #state.closure do
    local index = state.closure[place]
    if marks[index] ~= mark then
      marks[index] = mark
      list[#list + 1] = index
    end
  end
end

local function takes(state, code)
  local kind = state.kind
  if kind == "char" then
    return state.value == code
  elseif kind == "any" then
    return not (state.within and code == slash)
  end
  return kind == "set" and state.set(code)
end

local function run(states, first, codes)
  local current, marks = {}, {}
  add_closure(states, current, marks, 0, first)
  for place = 1, #codes do
    local code, following = codes[place], {}
    for at = 1, #current do
      local state = states[current[at]]
      if takes(state, code) then
        add_closure(states, following, marks, place, state.next)
      end
    end
    current = following
    if #current == 0 then
      return false
    end
  end
  for _, index in ipairs(current) do
    if states[index].kind == "match" then
      return true
    end
  end
  return false
end

--- Letters in lower case, in ASCII only: whatever the locale.
local function lower(text)
  return (text:gsub("[A-Z]", function(letter)
    return string.char(letter:byte() + 32)
  end))
end

local function compile(where, pattern, options)
  arguments.text(where, "the pattern", pattern)
  options = arguments.options(where, options, { path = "boolean", nocase = "boolean" })
  local nocase = options.nocase or false
  if not pattern:find("[%*%?%[{\\]") then
    local wanted = nocase and lower(pattern) or pattern
    return function(text)
      return wanted == (nocase and lower(text) or text)
    end
  end
  local states, first = parse.read(where, pattern, options.path or false, nocase)
  local prefix = (nocase and lower(pattern) or pattern):match("^[^%*%?%[{\\]*")
  return function(text)
    text = nocase and lower(text) or text
    return text:sub(1, #prefix) == prefix and run(states, first, parse.characters(text))
  end
end

--- Reads a pattern once, for many texts.
---@param pattern string
---@param options? glob.Options
---@return fun(text: string): boolean
function M.compile(pattern, options)
  local matches = compile("glob.compile", pattern, options)
  return function(text)
    return matches(arguments.text("glob.compile", "the text", text))
  end
end

local cache, cached = {}, 0

local function compiled(where, pattern, options)
  arguments.text(where, "the pattern", pattern)
  options = arguments.options(where, options, { path = "boolean", nocase = "boolean" })
  local key = (options.path and "p" or "-") .. (options.nocase and "n" or "-") .. pattern
  local found = cache[key]
  if not found then
    if cached >= cache_size then
      cache, cached = {}, 0
    end
    found = compile(where, pattern, options)
    cache[key], cached = found, cached + 1
  end
  return found
end

--- Whether a text matches a pattern.
---@param pattern string
---@param text string
---@param options? glob.Options
---@return boolean
function M.match(pattern, text, options)
  return compiled("glob.match", pattern, options)(arguments.text("glob.match", "the text", text))
end

--- Whether a text matches any pattern of a list.
---@param patterns string[]
---@param text string
---@param options? glob.Options
---@return boolean
function M.any(patterns, text, options)
  arguments.list("glob.any", "the patterns", patterns)
  arguments.text("glob.any", "the text", text)
  for index = 1, #patterns do
    if compiled("glob.any", patterns[index], options)(text) then
      return true
    end
  end
  return false
end

--- The texts of a list that match a pattern, in their order.
---@param pattern string
---@param texts string[]
---@param options? glob.Options
---@return string[]
function M.filter(pattern, texts, options)
  arguments.list("glob.filter", "the texts", texts)
  local matches, found = compiled("glob.filter", pattern, options), array {}
  for index = 1, #texts do
    if matches(arguments.text("glob.filter", "text " .. index, texts[index])) then
      found[#found + 1] = texts[index]
    end
  end
  return found
end

--- A pattern that matches a text and nothing else.
---@param text string
---@return string
function M.escape(text)
  return (arguments.text("glob.escape", "the text", text):gsub("[%*%?%[%]{},\\]", "\\%0"))
end

return M
