-- protected sorts with a comparator that raises
while true do pcall(table.sort, { 3, 2, 1, 5, 4 }, error) end
