-- addresses in what the host writes of an error value
error(setmetatable({}, { __name = "x", __tostring = function(t) return rawequal(t, t) and string.format("%p", t) end }))
