-- string.char of many values, for ever
local bytes = table.pack((("x"):rep(1e5)):byte(1, -1))
while true do string.char(table.unpack(bytes)) end
