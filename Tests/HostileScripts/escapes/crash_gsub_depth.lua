-- callbacks of gsub inside each other, then the deepest JSON
local deep = "1"
for _ = 1, 500 do deep = "[" .. deep .. "]" end
local function level(n)
  local value = json.decode(deep)
  json.encode(value)
  if n > 0 then string.gsub("x", "x", function() level(n - 1) return "y" end) end
end
for n = 1, 300 do pcall(level, n) end
return false
