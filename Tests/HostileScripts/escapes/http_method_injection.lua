-- methods that are no words
for _, method in ipairs { "GET / HTTP/1.1\r\nx: y", "", " ", "G\0T", "GÉT", "GET\n" } do
  local ok, failure = pcall(http.request, method, "http://127.0.0.1:1/", { timeout = 0.2 })
  if ok or type(failure) == "table" then return true end
end
return false
