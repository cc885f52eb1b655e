-- load of names that the parser looks for in 180 functions of 190 variables each
local names = {}
for i = 1, 190 do names[i] = "v" .. i end
local head = "local function f() local " .. table.concat(names, ",") .. " "
load(head:rep(180) .. ("x()"):rep(1e3):rep(1e3) .. (" end"):rep(180))
