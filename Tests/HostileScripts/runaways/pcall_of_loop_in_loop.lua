-- each endless loop in a pcall of its own
while true do pcall(function() while true do end end) end
