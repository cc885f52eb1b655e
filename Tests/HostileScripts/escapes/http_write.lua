-- writes into http, async and json, also as modules
for _, name in ipairs { "http", "async", "json" } do
  for _, t in ipairs { _ENV[name], require(name) } do
    for key in pairs(t) do
      pcall(function() t[key] = "hacked" end)
      pcall(rawset, t, key, "hacked")
      if t[key] == "hacked" then return true end
    end
  end
end
return false
