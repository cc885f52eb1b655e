-- coroutines that fail, each with a __close that lets the next fail
local function fail(n)
  local co = coroutine.wrap(function()
    local _ <close> = setmetatable({}, { __close = function() if n > 0 then pcall(fail, n - 1) end end })
    error("x")
  end)
  co()
end
for _ = 1, 3 do pcall(fail, 1e5) end
return false
