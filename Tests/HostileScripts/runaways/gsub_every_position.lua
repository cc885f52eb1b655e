-- gsub of nothing on 10 MB, for ever
local text = ("x"):rep(1e7)
while true do text:gsub("", "") end
