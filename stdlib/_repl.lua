local host = ...
local text = host.standard("_value_text")

--- The prompt of `luahost repl`: reads chunks of Lua and runs each beside the integration's own code. What is assigned
--- stays for the next chunk, and `_` is the last value.
local most_lines, width = 60, 100

local modules = {}
for name in host["prompt.modules"]():gmatch("%S+") do
  modules[name] = true
end

--- What chunks see: their own variables, then what every script finds, then the standard library without a require.
local function new_environment(ctx)
  local shared = load("return _ENV", "=prompt", "t")()
  return setmetatable({ ctx = ctx }, {
    __index = function(_, name)
      local value = shared[name]
      if value == nil and modules[name] then
        return shared.require(name)
      end
      return value
    end,
  })
end

--- A local would be gone with its chunk: at the start of one it is a variable of the prompt.
local function without_local(source)
  local rest = source:match("^%s*local%s+(function%s.*)$") or source:match("^%s*local%s+([%a_][%w_]*%s*=[^=].*)$")
    or source:match("^%s*local%s+([%a_][%w_]*%s*,[%w_%s,]-=[^=].*)$")
  return rest or source
end

local function is_unfinished(reason)
  return reason ~= nil and reason:find("<eof>", -5, true) ~= nil
end

--- The function of a chunk, or why there is none, and whether more lines may make one.
local function compile(source, environment)
  local chunk, as_value = load("return " .. source, "=prompt", "t", environment)
  if chunk then
    return chunk
  end
  local reason
  chunk, reason = load(without_local(source), "=prompt", "t", environment)
  return chunk, reason, not chunk and (is_unfinished(as_value) or is_unfinished(reason))
end

--- A value in as few lines as fit the width: what fits one line has one.
local function layout(value, indent, depth)
  local line = text.line(value, 400)
  if type(value) ~= "table" or #line + #indent <= width or depth > 8 then
    return line
  end
  local keys, inner, lines = text.keys(value), indent .. "  ", {}
  local is_list = #keys == #value
  for index, key in ipairs(keys) do
    if index > most_lines then
      lines[index] = ("%s… %d more"):format(inner, #keys - most_lines)
      break
    end
    local name = is_list and "" or text.step(key):gsub("^%.", "") .. " = "
    lines[index] = inner .. name .. layout(value[key], inner, depth + 1)
  end
  return ("%s\n%s\n%s%s"):format(is_list and "[" or "{", table.concat(lines, ",\n"), indent, is_list and "]" or "}")
end

local function shown(value)
  if type(value) == "string" and value:find("\n") then
    return value
  end
  local lines, count = {}, 0
  for line in (layout(value, "", 0) .. "\n"):gmatch("(.-)\n") do
    count = count + 1
    if count <= most_lines then
      lines[count] = line
    end
  end
  if count > most_lines then
    lines[#lines + 1] = ("… %d lines more; _ is the whole value"):format(count - most_lines)
  end
  return table.concat(lines, "\n")
end

local function run(chunk, environment, source)
  local values
  local ok, err = pcall(host["async.run"], 1, 1, function()
    values = table.pack(chunk())
  end, "the prompt")
  if not ok then
    return host["prompt.failed"](type(err) == "string" and err or text.line(err), source)
  end
  for index = 1, values.n do
    local can_be_shown, lines = pcall(shown, values[index])
    host["prompt.show"](can_be_shown and lines or ("a %s that cannot be shown"):format(type(values[index])))
  end
  if values.n > 0 then
    environment._ = values[1]
  end
end

return function(ctx)
  local environment = new_environment(ctx)
  while true do
    local source = host["prompt.read"](false)
    if source == nil then
      return { data = {} }
    end
    local chunk, reason, goes_on = compile(source, environment)
    while goes_on do
      local line = host["prompt.read"](true)
      if line == nil then
        break
      end
      source = source .. "\n" .. line
      chunk, reason, goes_on = compile(source, environment)
    end
    if chunk then
      run(chunk, environment, source)
    else
      host["prompt.failed"](reason, source)
    end
  end
end
