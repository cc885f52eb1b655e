-- the metatable of json.null
pcall(setmetatable, json.null, {})
pcall(function() json.null.x = 1 end)
return type(getmetatable(json.null)) == "table" or pcall(function() return json.null.x end)
