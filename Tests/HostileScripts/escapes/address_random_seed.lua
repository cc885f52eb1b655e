-- the address of the state as a part of the random seed
for _, part in ipairs { math.randomseed() } do
  if part > 2 ^ 40 and part < 2 ^ 48 then return true end
end
return false
