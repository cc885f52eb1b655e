-- table.insert, move, remove and sort on the string library
pcall(table.insert, string, "hacked")
pcall(table.insert, string, 1, "hacked")
pcall(table.move, { "hacked" }, 1, 1, 1, string)
pcall(table.sort, string)
pcall(table.remove, string, "upper")
return string[1] ~= nil or string.upper("x") ~= "X" or rawlen(string) > 0
