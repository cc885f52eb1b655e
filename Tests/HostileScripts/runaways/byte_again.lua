-- all bytes of a large text as values, for ever
local text = ("x"):rep(5e5)
while true do table.pack(text:byte(1, -1)) end
