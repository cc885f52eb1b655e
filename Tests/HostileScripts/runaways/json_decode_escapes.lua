-- json.decode of a text of 60 MB of escapes
local text = '"' .. ("\\u00fc"):rep(1e3):rep(1e4) .. '"'
while true do json.decode(text) end
