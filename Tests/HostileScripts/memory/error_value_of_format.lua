-- an error value whose __tostring answers 200 MB
error(setmetatable({}, { __tostring = function() return ("x"):rep(2e8) end }))
