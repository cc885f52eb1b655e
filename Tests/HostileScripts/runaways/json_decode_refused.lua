-- json.decode of what is nested too deep, or wrong at its end, for ever
local deep, wrong = ("["):rep(1e3):rep(1e3), "[" .. ("1,"):rep(1e5) .. "]"
while true do pcall(json.decode, deep) pcall(json.decode, wrong) end
