-- what the parser must live through
for _, text in ipairs {
  "x = a" .. (".b"):rep(1e5), "x = " .. ("a + "):rep(1e5) .. "1", "if x then " .. ("elseif x then "):rep(1e4) .. " end",
  "x = \"" .. ("y"):rep(1e7) .. "\"", "x" .. ("y"):rep(1e6) .. " = 1", "x = {" .. ("1,"):rep(1e6) .. "}", ("f{}"):rep(1) .. ("{}"):rep(1e5),
  "x = [[" .. ("\n"):rep(1e6) .. "]]", ("\n"):rep(1e7), "x = 0x" .. ("f"):rep(1e6), "x = " .. ("9"):rep(1e6), "x = 1e" .. ("9"):rep(1e5),
  "::a::" .. ("goto a "):rep(3e4), "return " .. ("'x',"):rep(200) .. "1", ("#"):rep(1e6),
} do
  load(text)
end
return false
