-- what runs after the deadline closes more that never returns
local function forever() while true do end end
local function suspended()
  local co = coroutine.create(function()
    local _ <close> = setmetatable({}, { __close = forever })
    coroutine.yield()
  end)
  coroutine.resume(co)
  return co
end
local all = {}
for i = 1, 300 do all[i] = suspended() end
local _ <close> = setmetatable({}, { __close = function()
  for _, co in ipairs(all) do pcall(coroutine.close, co) end
end })
while true do end
