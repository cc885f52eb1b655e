-- errors while errors are handled: CVE-2022-33099, a write beyond the stack
local function overflow() local a, b, c = {}, {}, {} return overflow() + #a + #b + #c end
local function handler(e) return handler(e) .. (nil)() end
for _ = 1, 20 do
  xpcall(overflow, handler)
  xpcall(overflow, function() local t = nil return t.x.y end)
  xpcall(handler, handler)
  pcall(string.rep("x", 10).gsub, "x", "x", function() return overflow() end)
end
return false
