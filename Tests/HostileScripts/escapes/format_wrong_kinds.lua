-- format with values of the wrong kind
local meta = { __tostring = function() return {} end }
return pcall(string.format, "%d", 1.5) or pcall(string.format, "%d", "x") or pcall(string.format, "%s", setmetatable({}, meta))
  or pcall(string.format, "%10s", "a\0b") or pcall(string.format, "%q", {})
