-- a loaded chunk's own _ENV leads to the host's globals
local env = load("return _ENV")()
return env.io.open ~= nil or env.package ~= nil or env.os.execute ~= nil or type(getmetatable(env)) == "table"
