-- load of functions with 30,000 labels each, which the parser compares one by one
local labels = {}
for i = 1, 30000 do labels[i] = ("::a%d::"):format(i) end
local body = "do local _ = function() " .. table.concat(labels) .. " end end "
load(body:rep(60))
