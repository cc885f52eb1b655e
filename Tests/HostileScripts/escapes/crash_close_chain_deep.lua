-- a hundred suspended coroutines, each closed deep inside gsub callbacks of the __close of the next
local function deep(n, f) if n == 0 then f() else string.gsub("x", "x", function() deep(n - 1, f) end) end end
local previous
for _ = 1, 100 do
  local inner = previous
  local co = coroutine.create(function()
    local _ <close> = setmetatable({}, { __close = function() if inner then deep(180, function() coroutine.close(inner) end) end end })
    coroutine.yield()
  end)
  coroutine.resume(co)
  previous = co
end
coroutine.close(previous)
return false
