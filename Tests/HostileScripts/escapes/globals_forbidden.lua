-- globals that give files, processes or chunks
for _, name in ipairs {
  "package", "dofile", "loadfile", "loadstring", "module", "newproxy", "host", "real", "shared", "_LOADED",
  "loadlib", "searchpath", "unsafe", "jit", "ffi",
} do
  if _ENV[name] ~= nil then return true end
end
for _, name in ipairs { "open", "popen", "lines", "input", "output", "tmpfile", "read", "stdin" } do
  if io[name] ~= nil then return true end
end
return false
