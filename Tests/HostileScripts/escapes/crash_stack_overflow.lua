-- stack overflows in every place
local function deep(...) return deep(1, ...) end
local meta = {}
meta.__index = function(t, k) return t[k .. "x"] end
meta.__call = meta.__index
meta.__concat = function(a, b) return a .. b end
meta.__eq = function(a, b) return a == b end
local a, b = setmetatable({}, meta), setmetatable({}, meta)
for _ = 1, 5 do
  pcall(deep) pcall(function() return a.x end) pcall(function() return a .. b end) pcall(function() return a == b end)
  pcall(string.rep, "x", -1) pcall(coroutine.wrap(deep)) pcall(string.gsub, "x", "x", deep)
  pcall(table.unpack, {}, 1, 999990)
end
return false
