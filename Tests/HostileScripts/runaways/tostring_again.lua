-- tostring, for ever
while true do tostring(1.5) tostring({}) end
