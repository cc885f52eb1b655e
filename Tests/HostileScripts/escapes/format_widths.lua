-- format with widths that Lua has no room for
for _, format in ipairs { "%99999d", "%.99999f", "%100d", "%.100f", "%--------------------------d", "%0.0.0f", "%1$s", "%*d",
  "%n", "%ld", "%hhd", "%z", "%", "%5", "%.q", "%5q", "%I", "%#########################x" } do
  if pcall(string.format, format, 1, 1) then return true end
end
return false
