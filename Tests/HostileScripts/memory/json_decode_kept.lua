-- decoded documents, all kept
local t, text = {}, "[" .. ("{\"a\":[1,2,3]},"):rep(1e4) .. "1]"
while true do t[#t + 1] = json.decode(text) end
