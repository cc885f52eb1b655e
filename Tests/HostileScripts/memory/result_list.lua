-- a result of two million tables
local list = {}
for i = 1, 1.5e6 do list[i] = { i } end
return { data = { list = list } }
