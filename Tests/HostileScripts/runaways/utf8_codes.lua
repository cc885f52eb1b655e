-- utf8.codes of 10 MB, for ever
local text = ("ü"):rep(5e3):rep(1e3)
while true do for _ in utf8.codes(text) do end end
