-- a message handler that raises, each time
while true do xpcall(error, function() error("again") end) end
