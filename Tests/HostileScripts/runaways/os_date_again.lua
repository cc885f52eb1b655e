-- os.date and os.time, for ever
while true do os.time(os.date("*t")) end
