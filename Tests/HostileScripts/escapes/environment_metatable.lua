-- the metatable of _ENV
return type(getmetatable(_ENV)) == "table" or pcall(setmetatable, _ENV, {}) or pcall(setmetatable, _ENV, nil)
