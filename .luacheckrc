-- What scripts see of the host (docs/writing-an-integration.md, "Sandbox"): Lua 5.4 without the file system, processes
-- and bytecode, plus the host's own globals. Anything else is a fault, unused and shadowed names too.
std = "lua54+luahost"
stds.luahost = { read_globals = { "task", "runner", "http", "json", "async", "sleep" } }
max_line_length = 120
exclude_files = { "Tests/HostileScripts" }

-- Of debug, traceback alone is there.
local closed = { not_globals = { "io", "dofile", "loadfile", "package" } }
for _, name in ipairs {
  "debug", "gethook", "getinfo", "getlocal", "getmetatable", "getregistry", "getupvalue", "getuservalue", "sethook",
  "setlocal", "setmetatable", "setupvalue", "setuservalue", "upvalueid", "upvaluejoin",
} do
  table.insert(closed.not_globals, "debug." .. name)
end
files["integrations"] = closed
files["stdlib"] = closed
files["integrations/*/tests"] = {
  read_globals = {
    "describe", "it", "before_all", "after_all", "before_each", "after_each", "expect", "run_task", "run_integration",
    "answer_http",
  },
}

-- Run by lua5.4 itself, see Scripts/check-lua.
files["Tests/ScriptTests"] = { std = "lua54", globals = { "package" } }
