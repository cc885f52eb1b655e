-- os.date tells the time zone of the host's machine (UTC is held)
return os.date("%z", 0) ~= "+0000"
