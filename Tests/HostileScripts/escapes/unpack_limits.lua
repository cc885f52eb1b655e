-- table.unpack of more than fits
return pcall(table.unpack, {}, 1, 1e8) or pcall(table.unpack, {}, math.mininteger, math.maxinteger)
  or pcall(table.unpack, {}, 0, math.maxinteger) or select("#", table.unpack({}, math.maxinteger - 1, math.maxinteger)) ~= 2
  or select("#", table.unpack({}, math.maxinteger, math.mininteger)) ~= 0
