-- values of the host in every function that reads values
for _, value in ipairs { ctx, ctx.config, json.null, http, coroutine.running(), print } do
  for _, name in ipairs { "len", "rep", "sub", "byte", "format", "find", "gsub", "pack", "unpack", "reverse" } do pcall(string[name], value, value, value) end
  for _, name in ipairs { "concat", "insert", "remove", "move", "sort", "unpack", "pack" } do pcall(table[name], value, value, value) end
  for _, name in ipairs { "decode", "encode", "array", "object", "is_array" } do pcall(json[name], value, value) end
  pcall(function() return #value end) pcall(function() return value .. value end) pcall(function() return value < value end)
  pcall(function() return value() end) pcall(function() return -value end) pcall(rawlen, value) pcall(next, value)
  pcall(ctx.get_data, value) pcall(ctx.base, value) pcall(ctx.add_log, value) pcall(ctx.config.get, value) pcall(sleep, value)
  pcall(http.get, value, value) pcall(async.map, value, value, value) pcall(load, value, value, value, value) pcall(require, value)
end
return false
