-- the frames of the host, through debug.traceback
local text = debug.traceback(coroutine.running(), "", 0)
return text:find("stdlib/", 1, true) ~= nil or text:find("prelude", 1, true) ~= nil
