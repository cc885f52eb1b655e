-- load of functions with 30,000 gotos that wait for their label
local body = "do local _ = function() do " .. ("goto a "):rep(30000) .. "end ::a:: end end "
while true do load(body:rep(40)) end
