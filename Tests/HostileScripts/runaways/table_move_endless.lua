-- table.move of nothing, 10^15 times
table.move({}, 1, 1e15, 1, {})
