-- patterns that recurse as deep as the matcher goes, deep in the C stack
local pattern = ("(a)"):rep(30) .. ("a?"):rep(150)
local function level(n)
  if n > 0 then string.gsub("x", "x", function() level(n - 1) return "y" end) end
  pcall(string.find, ("a"):rep(300), pattern)
end
for n = 150, 200 do pcall(level, n) end
return false
