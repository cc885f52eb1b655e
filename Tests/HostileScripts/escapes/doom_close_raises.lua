-- going on after the time limit: __close raises another error
pcall(function()
  local _ <close> = setmetatable({}, { __close = function() error("mine") end })
  while true do end
end)
return true
