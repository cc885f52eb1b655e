-- json.object takes the metatable off _ENV
pcall(json.object, _ENV)
pcall(json.array, _ENV)
return (pcall(function() hacked = 1 end))
