-- format with too few values
return pcall(string.format, "%s%s", "x") or pcall(string.format, "%d") or pcall(string.format, "%c%c%c", 65)
