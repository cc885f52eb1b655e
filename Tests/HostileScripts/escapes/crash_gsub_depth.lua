-- callbacks of gsub inside each other as deep as they go, and there the deepest JSON
local deep = ("["):rep(500) .. ("]"):rep(500)
local function level(n)
  if n > 0 then return (string.gsub("x", "x", function() level(n - 1) return "y" end)) end
  json.encode(json.decode(deep))
  pcall(json.encode, { { [{}] = 1 } })
end
for n = 150, 200 do pcall(level, n) end
return false
