-- json.array and json.object take the metatable off a frozen table
for _, name in ipairs { "string", "json", "http" } do
  for _, mark in ipairs { json.array, json.object } do
    pcall(mark, _ENV[name])
    pcall(function() _ENV[name].hacked = 1 end)
    pcall(rawset, _ENV[name], "hacked", 1)
    if _ENV[name].hacked then return true end
  end
end
return false
