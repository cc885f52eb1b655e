-- memory errors in strands, caught for ever
local function fill() local t = {} while true do t[#t + 1] = {} end end
while true do pcall(async.all, { fill, fill }) end
