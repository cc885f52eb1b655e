-- a list that grows for ever
local t = {}
while true do t[#t + 1] = {} end
