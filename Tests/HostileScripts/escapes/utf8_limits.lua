-- utf8 out of range
return pcall(utf8.char, 0x80000000) or pcall(utf8.char, -1) or pcall(utf8.codepoint, "abc", 10) or pcall(utf8.codepoint, "abc", 1, 10)
  or pcall(utf8.offset, "abc", 1, 100) or pcall(utf8.offset, "\x80", 1) or pcall(utf8.len, "abc", 5) or pcall(utf8.codepoint, "\xff")
  or pcall(utf8.codepoint, "abc", math.mininteger) or pcall(function() for _ in utf8.codes("a\xff") do end end)
