-- many variables to close, each raises
while true do
  pcall(function()
    local function f(n)
      local _ <close> = setmetatable({}, { __close = error })
      if n > 0 then f(n - 1) end
    end
    f(150)
  end)
end
