-- lua-cjson and our codec in turns, the median of the rounds. Usage: lua5.4 compare.lua FILE [ROUNDS]
local cjson = require("cjson")
local json = require("luahost_json")

local file = assert(io.open(arg[1], "rb"))
local text = file:read("a")
file:close()
local rounds = tonumber(arg[2]) or 9
cjson.encode_keep_buffer(true)

local value, other = json.decode(text), cjson.decode(text)
local runs = {
  { "decode lua-cjson", function() return cjson.decode(text) end },
  { "decode luahost", function() return json.decode(text) end },
  { "encode lua-cjson", function() return cjson.encode(other) end },
  { "encode luahost, sorted", function() return json.encode(value) end },
  { "encode luahost, sort=false", function() return json.encode(value, { sort = false }) end },
  { "encode luahost, pretty", function() return json.encode(value, { pretty = true }) end },
}

local times = {}
for round = 0, rounds do
  for i, run in ipairs(runs) do
    collectgarbage()
    local start = os.clock()
    run[2]()
    if round > 0 then -- the first warms up
      times[i] = times[i] or {}
      table.insert(times[i], os.clock() - start)
    end
  end
end

local base
print(("%d bytes, %d rounds, medians"):format(#text, rounds))
for i, run in ipairs(runs) do
  table.sort(times[i])
  local median = times[i][(rounds + 1) // 2]
  if run[1]:find("cjson") then base = median end
  print(("%-28s %7.1f ms %7.0f MB/s   %.2f x"):format(run[1], median * 1e3, #text / median / 1e6, base / median))
end
