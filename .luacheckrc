-- What scripts see of the host (docs/writing-an-integration.md, "Sandbox"): Lua 5.4 without the file system, processes
-- and bytecode, plus the host's own globals. Anything else is a fault, unused and shadowed names too.
std = "lua54+luahost"
stds.luahost = { read_globals = { "task", "runner", "http", "json", "async", "sleep" } }
max_line_length = 120

local closed = { not_globals = { "io", "dofile", "loadfile", "package", "debug" } }
files["integrations"] = closed
files["stdlib"] = closed

-- Run by lua5.4 itself, see Scripts/check-lua.
files["Tests/LuaTests"] = { std = "lua54", globals = { "package" } }
