-- require of paths that lead out
for _, name in ipairs {
  "../outside", "../../outside", "..outside", "....outside", "lib/../../outside", "lib...outside", "lib.%2e%2e.outside",
  "./collectors/hostile", "lib\\victim", "/etc/hostname", "etc.hostname", "~.outside", "lib.victim.lua", "file:///etc/passwd",
} do
  if pcall(require, name) then return true end
end
return false
