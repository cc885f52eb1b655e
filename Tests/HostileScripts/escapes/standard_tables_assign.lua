-- an assignment to a field of each standard table
for _, name in ipairs { "string", "table", "math", "utf8", "coroutine", "os", "debug", "json", "http", "async" } do
  local t = _ENV[name]
  for _, how in ipairs { function() t.hacked = 1 end, function() rawset(t, "hacked", 1) end,
    function() table.insert(t, 1) end, function() t[1] = 1 end, function() rawset(t, 1, 1) end } do pcall(how) end
  if t.hacked or t[1] then return true end
end
return false
