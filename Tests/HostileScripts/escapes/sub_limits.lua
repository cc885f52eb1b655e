-- sub, byte and find at the ends of the integers
local s = "abc"
return s:sub(math.mininteger, math.maxinteger) ~= s or s:sub(math.maxinteger, math.mininteger) ~= ""
  or select("#", s:byte(math.mininteger, math.maxinteger)) ~= 3 or s:find("", math.maxinteger) ~= nil
  or s:find("a", math.mininteger) ~= 1 or s:gmatch(".", math.mininteger)() ~= "a"
