-- texts of all kinds in every function of the host
for _, s in ipairs { "", "\0", "\xff", ("x"):rep(1000), "\u{10ffff}", "a\0b", "%s%n", "../", "\r\n", "\u{202e}", "${env:HOME}", "${file:/etc/passwd}" } do
  pcall(ctx.get_data, s) pcall(ctx.base, s) pcall(ctx.config.get, s) pcall(ctx.add_log, s) pcall(ctx.add_error, s) pcall(ctx.get_status, s)
  pcall(function() return ctx[s] end) pcall(function() return ctx.config[s] end) pcall(require, s) pcall(json.decode, s) pcall(load, s, s, s)
  pcall(http.request, s, s, { [s] = s }) pcall(http.get, "http://" .. s, { headers = { [s] = s }, query = { [s] = s }, timeout = 0.01 })
  pcall(http.get, "http://127.0.0.1:1/" .. s, { body = s, auth = { bearer = s }, timeout = 0.01 })
end
return false
