-- the metatable of all arrays
return type(getmetatable(json.array {})) == "table" or type(getmetatable(json.decode("[]"))) == "table"
