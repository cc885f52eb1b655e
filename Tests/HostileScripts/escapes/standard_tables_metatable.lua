-- getmetatable and setmetatable of each standard table
for _, name in ipairs { "string", "table", "math", "utf8", "coroutine", "os", "debug", "json", "http", "async" } do
  local t = _ENV[name]
  if type(getmetatable(t)) == "table" or pcall(setmetatable, t, {}) or pcall(setmetatable, t, nil) then return true end
end
return false
