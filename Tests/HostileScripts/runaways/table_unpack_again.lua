-- table.unpack of many nils, for ever
while true do table.unpack({}, 1, 5e5) end
