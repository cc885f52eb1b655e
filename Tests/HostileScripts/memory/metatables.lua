-- tables with a metatable each, linked
local t = {}
while true do t = setmetatable({}, { __index = t }) end
