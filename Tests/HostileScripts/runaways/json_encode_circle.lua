-- json.encode of a circle, refused for ever
local t = {}
t.t = t
while true do pcall(json.encode, t) end
