-- table.unpack of too many, caught for ever
while true do pcall(table.unpack, {}, 1, 9e5) pcall(table.unpack, {}, 1, 1e8) end
