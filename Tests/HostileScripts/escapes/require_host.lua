-- require of the host's own modules
for _, name in ipairs {
  "prelude", "stdlib.prelude", "stdlib/prelude", "io", "os", "debug", "package", "_G", "host", "string", "ffi", "posix",
  "coroutine", "lfs", "socket",
} do
  if pcall(require, name) then return true end
end
return false
