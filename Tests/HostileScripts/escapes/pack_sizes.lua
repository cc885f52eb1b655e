-- string.pack with sizes that do not fit
return pcall(string.pack, "i17", 1) or pcall(string.pack, "!17", 1) or pcall(string.pack, "i0", 1) or pcall(string.pack, "!3i4", 1)
  or pcall(string.packsize, ("c2147483647"):rep(5)) or pcall(string.packsize, "s") or pcall(string.pack, "c1", "abc")
  or pcall(string.pack, "z", "a\0b") or pcall(string.pack, "s1", ("x"):rep(300)) or pcall(string.pack, "i1", 1000)
