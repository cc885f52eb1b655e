-- integer division, remainder and loops at the ends of the integers
local count = 0
for _ = math.maxinteger - 1, math.maxinteger do count = count + 1 end
for _ = math.mininteger, math.mininteger + 1 do count = count + 1 end
for _ = math.mininteger + 1, math.mininteger, -1 do count = count + 1 end
for _ = 1, math.huge, math.maxinteger do count = count + 1 end
return count ~= 7 or math.mininteger // -1 ~= math.mininteger or math.mininteger % -1 ~= 0 or pcall(function() return 1 // 0 end)
  or pcall(function() return 1 % 0 end) or pcall(load("for i = 1, 2, 0 do end")) or 1 << 64 ~= 0 or 1 >> -64 ~= 0 or 1 << math.mininteger ~= 0
