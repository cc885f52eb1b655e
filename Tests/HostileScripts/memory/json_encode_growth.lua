-- a text that json.encode grows: every quote is escaped, then every backslash
local s = '"'
while true do s = json.encode(s .. s) end
