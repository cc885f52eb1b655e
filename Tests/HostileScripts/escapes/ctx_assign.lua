-- writes into ctx and ctx.config
for _, object in ipairs { ctx, ctx.config } do
  for _, key in ipairs { "config", "get", "job_id", "task", "name", "hacked", 1 } do
    pcall(function() object[key] = "hacked" end)
    pcall(rawset, object, key, "hacked")
    local ok, value = pcall(function() return object[key] end)
    if ok and value == "hacked" then return true end
  end
end
return false
