-- an error value that is a table of tables of tables of 1,000 each
local t = {}
for _ = 1, 7 do
  local outer = {}
  for i = 1, 1000 do outer[i] = t end
  t = outer
end
error(t)
