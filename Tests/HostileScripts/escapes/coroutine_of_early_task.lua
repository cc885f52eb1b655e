-- resume and close of a task that has ended
-- needs: lib
local other = require("lib.victim").thread
return other ~= nil and (coroutine.resume(other) or pcall(coroutine.close, other) or pcall(coroutine.wrap, other))
