-- URLs and queries of 20 MB, for ever
local text = ("ü"):rep(1e3):rep(1e4)
while true do
  pcall(http.get, "http://" .. text)
  pcall(http.get, "http://127.0.0.1:1/" .. text, { query = { [text] = text } })
end
