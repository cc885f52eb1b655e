-- numbers at their ends in every function of the host
for _, n in ipairs { 0, -1, math.maxinteger, math.mininteger, 1 / 0, -1 / 0, 0 / 0, 1e300, 2 ^ 63, -2 ^ 63, 1e-320 } do
  pcall(ctx.get_data, n) pcall(ctx.base, n) pcall(ctx.config.get, n) pcall(ctx.add_log, n) pcall(ctx.add_error, n)
  pcall(function() return ctx[n] end) pcall(function() return ctx.config[n] end) pcall(require, n) pcall(json.encode, n)
  pcall(http.get, "http://127.0.0.1:1/", { timeout = n, redirects = n, max_body = n, query = { a = n } })
  pcall(http.get, "http://127.0.0.1:" .. tostring(n) .. "/", { timeout = 0.01 })
  pcall(async.map, { 1 }, function() end, { limit = n }) pcall(task, { timeout = n, order = n }) pcall(task, n)
  if n ~= n or n < 0 or n > 1e9 then pcall(sleep, n) end
end
return false
