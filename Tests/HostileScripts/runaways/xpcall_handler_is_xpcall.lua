-- xpcall as its own handler
while true do xpcall(error, xpcall, xpcall, xpcall) end
