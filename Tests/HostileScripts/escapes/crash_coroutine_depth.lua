-- coroutines inside coroutines, by wrap, resume, pcall and metamethods
local function level(n)
  local t = setmetatable({}, { __index = function() return coroutine.wrap(level)(n + 1) end })
  return pcall(function() return t.x end)
end
pcall(level, 0)
local function nest(n) return coroutine.resume(coroutine.create(nest), n + 1) end
nest(0)
return false
