-- a wrap in a wrap, as deep as it goes, an endless loop innermost
local function nest(n)
  if n == 0 then while true do end end
  coroutine.wrap(nest)(n - 1)
end
nest(150)
