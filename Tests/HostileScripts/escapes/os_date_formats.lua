-- os.date with formats and times that C does not know
return pcall(os.date, "%Ez") or pcall(os.date, "%") or pcall(os.date, "%E") or pcall(os.date, "%Q") or pcall(os.date, "%10Y")
  or pcall(os.date, "*t", 2 ^ 62) or pcall(os.date, "%c", math.mininteger) or pcall(os.date, "!*t", math.maxinteger)
  or pcall(os.time, { year = 2 ^ 40 | 0, month = 1, day = 1 }) or pcall(os.time, { year = math.huge, month = 1, day = 1 })
