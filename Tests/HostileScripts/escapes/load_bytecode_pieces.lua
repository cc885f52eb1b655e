-- load of a compiled chunk, piece by piece
local pieces, at = { "\27", "Lua", "\x54\0\x19\x93\r\n\x1a\n\4\8\8" }, 0
local chunk, message = load(function() at = at + 1 return pieces[at] end, "x", "b")
return chunk ~= nil or not message
