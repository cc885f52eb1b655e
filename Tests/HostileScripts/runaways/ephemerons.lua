-- a chain through a weak table in an order that the collector cannot guess
local keys, count = {}, 60000
for i = 1, count do keys[i] = {} end
for i = count, 2, -1 do
  local j = math.random(i)
  keys[i], keys[j] = keys[j], keys[i]
end
local weak = setmetatable({}, { __mode = "k" })
for i = 1, count - 1 do weak[keys[i]] = keys[i + 1] end
local first = keys[1]
keys = nil
while first do local _ = { {}, {}, {} } end
