-- the table that pairs iterates is the real one
for _, name in ipairs { "string", "table", "math", "coroutine", "os", "json" } do
  local t = _ENV[name]
  local _, state = pairs(t)
  pcall(rawset, state, "hacked", 1)
  pcall(function() state.hacked = 1 end)
  if t.hacked then return true end
end
return false
