-- string.rep that overflows
return pcall(string.rep, "xx", math.maxinteger) or pcall(string.rep, "x", 1 << 62) or pcall(string.rep, "x", 1 << 32, ("y"):rep(2 ^ 20))
  or pcall(string.rep, "", math.maxinteger, "xx") or ("x"):rep(-1) ~= "" or ("x"):rep(math.mininteger) ~= ""
