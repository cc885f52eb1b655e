-- natives of the host as members of ctx
for _, name in ipairs { "raise", "where", "object", "module", "strand", "async.run", "http.request", "config.all", "__index" } do
  local ok, value = pcall(function() return ctx[name] end)
  if ok and value ~= nil then return true end
end
return false
