-- pairs(_ENV) shows the shared table of globals
local iterate, state = pairs(_ENV)
if state ~= _ENV then
  pcall(rawset, state, "tostring", 1)
  return tostring == 1
end
return next(_ENV) ~= nil and iterate == nil
