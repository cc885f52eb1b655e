-- suspended coroutines with a stack of 10,000 frames each
local t = {}
local function deep(n) if n == 0 then coroutine.yield() else deep(n - 1) end return n end
while true do
  local co = coroutine.create(deep)
  coroutine.resume(co, 10000)
  t[#t + 1] = co
end
