-- what os must not have
for _, name in ipairs { "execute", "getenv", "remove", "exit", "tmpname", "rename", "setlocale" } do
  if os[name] ~= nil then return true end
end
return false
