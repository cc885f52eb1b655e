-- a comparator that yields where it cannot, for ever
while true do pcall(table.sort, { 3, 2, 1 }, function() sleep(0) end) end
