-- header names and values with line breaks
for _, headers in ipairs { { ["x\r\ny"] = "z" }, { x = "y\r\nz: a" }, { ["x y"] = "z" }, { x = "\0" }, { [""] = "x" }, { x = { "a\nb" } },
  { ["transfer-encoding"] = "chunked\n" } } do
  local ok, failure = pcall(http.get, "http://127.0.0.1:1/", { headers = headers, timeout = 0.2 })
  if ok or type(failure) == "table" then return true end
end
return false
