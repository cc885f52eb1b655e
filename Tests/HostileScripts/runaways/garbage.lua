-- garbage, for ever
while true do local _ = { {}, {}, {} } end
