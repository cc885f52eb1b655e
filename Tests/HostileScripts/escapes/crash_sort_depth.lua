-- sorts inside sorts inside load inside pcall
local function level(n)
  json.encode({ { { n } } })
  table.sort({ 3, 2, 1 }, function(a, b) level(n + 1) return a < b end)
end
pcall(level, 0)
pcall(load, function() level(0) return nil end)
return false
