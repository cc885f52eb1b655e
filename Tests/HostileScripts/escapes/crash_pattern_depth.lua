-- patterns that recurse as deep as the matcher goes, deep in the C stack
local pattern = ("(a)"):rep(32) .. ("a?"):rep(190)
local function level(n)
  pcall(string.find, ("a"):rep(300), pattern)
  pcall(string.match, ("a"):rep(3e5), ".-b")
  if n > 0 then string.gsub("x", "x", function() level(n - 1) return "y" end) end
end
pcall(level, 180)
return false
