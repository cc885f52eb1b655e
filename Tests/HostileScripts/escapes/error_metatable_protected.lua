-- an error value that pretends to be the host's
error(setmetatable({ kind = "timeout", message = 1, url = {} }, { __metatable = false, __tostring = error, __index = error }))
