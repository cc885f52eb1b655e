-- a chunk that calls itself =stdlib/…: errors would name its caller's line instead of its own
for _, name in ipairs { "=stdlib/http.lua", "=stdlib/", "=stdlib/prelude.lua", "=stdlib/x\0y" } do
  local _, message = pcall(load("local ok, e = pcall(sleep, 'x') error(e, 0)", name))
  if message:find("^collectors/") or message:find("^stdlib") then return true end
end
return false
