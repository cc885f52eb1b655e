-- tostring of error values whose __tostring raises, for ever
local value = setmetatable({}, { __tostring = error })
while true do pcall(tostring, value) pcall(error, value) end
