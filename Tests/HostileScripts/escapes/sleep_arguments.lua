-- sleep with what is no time
for _, value in ipairs { -1, 0 / 0, 1 / 0, 1e300, "1", {}, math.mininteger } do if pcall(sleep, value) then return true end end
return false
