-- what debug must not have
for _, name in ipairs {
  "getregistry", "getupvalue", "setupvalue", "upvalueid", "upvaluejoin", "sethook", "gethook", "getmetatable",
  "setmetatable", "getlocal", "setlocal", "getuservalue", "setuservalue", "debug", "setcstacklimit",
} do
  if debug[name] ~= nil then return true end
end
return false
