-- going on after the time limit: the doom value that a handler was given, raised by the script
local doom
xpcall(function() while true do end end, function(value) doom = value return value end)
return doom ~= nil
