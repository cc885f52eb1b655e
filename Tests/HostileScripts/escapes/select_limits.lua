-- select out of range
return pcall(select, 0) or pcall(select, -1) or pcall(select, math.mininteger, 1) or select("#", select(math.maxinteger, 1)) ~= 0
