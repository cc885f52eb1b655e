-- memory errors that coroutine.resume answers, for ever
local function fill() local t = {} while true do t[#t + 1] = {} end end
while true do coroutine.resume(coroutine.create(fill)) end
