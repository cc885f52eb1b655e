-- a mode that is a text with zero bytes, or not a text
return load("\27Lua", "x", "t\0b") ~= nil or pcall(load, "return 1", "x", {})
