-- URLs that are no web
for _, url in ipairs { "file:///etc/passwd", "ftp://127.0.0.1/", "unix:///tmp/x", "gopher://127.0.0.1/", "javascript:1", "//127.0.0.1/", "http:",
  "http://", "http://[::1", "http://a b/", "http://127.0.0.1:99999/", "http://\0/", "http://127.0.0.1/\r\nx: y", "data:,x" } do
  local ok, failure = pcall(http.get, url, { timeout = 0.2 })
  if ok or (type(failure) == "table" and failure.kind ~= "refused" and failure.kind ~= "denied" and failure.kind ~= "protocol") then return true end
end
return false
