-- what the parser must refuse
local names = {}
for i = 1, 201 do names[i] = "v" .. i end
local up = {}
for i = 1, 180 do up[i] = "u" .. i end
local many = "local " .. table.concat(up, ",") .. " local function f() local " .. table.concat(up, "x,") .. "x return function() return "
  .. table.concat(up, "+") .. "+" .. table.concat(up, "x+") .. "x end end"
for _, text in ipairs {
  "local " .. table.concat(names, ","), many, ("function f() "):rep(300) .. ("end "):rep(300), "x = " .. ("("):rep(1e5) .. "1" .. (")"):rep(1e5),
  "x = " .. ("{"):rep(1e5) .. ("}"):rep(1e5), ("do "):rep(1e4) .. ("end "):rep(1e4), "x = " .. ("- "):rep(1e5) .. "1",
  "x = " .. ("not "):rep(1e5) .. "1", "x = " .. ("a .. "):rep(1e5) .. "1", "x = " .. ("a ^ "):rep(1e5) .. "1",
  "local x <const> = 1; x = 2", "goto nowhere", "do goto l end local a ::l:: a()", "break", "local x <foo> = 1", "return \"\\u{80000000}\"",
  "x = [" .. ("="):rep(1e6) .. "[", "--[" .. ("="):rep(1e6) .. "[", "x = \"\\xZZ\"", "x = 0x", "x = 1e", "f(" .. ("a,"):rep(300) .. "a)",
  ("a."):rep(1e5), ("if x then "):rep(1e4), "return function(" .. table.concat(names, ",") .. ") end",
} do
  if load(text) then return true end
end
return false
