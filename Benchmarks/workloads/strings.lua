-- a loop over strings
local parts = {}
for i = 1, 300000 do
  parts[#parts + 1] = ("item-%d"):format(i):upper():sub(2, -2) .. i
end
local text = table.concat(parts, ",")
for _ = 1, 20 do
  text = text:reverse():lower()
end
