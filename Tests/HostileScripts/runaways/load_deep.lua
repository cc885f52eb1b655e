-- load of what is nested too deep, refused for ever
local texts = { ("("):rep(1e5), ("{"):rep(1e5), ("do "):rep(1e5), "return " .. ("-"):rep(1e5), "x = " .. ("a.."):rep(1e5) }
while true do for _, text in ipairs(texts) do load(text) end end
