-- weak tables in weak tables, for ever
local t = setmetatable({}, { __mode = "k" })
while true do t[{}] = setmetatable({}, { __mode = "k" }) end
