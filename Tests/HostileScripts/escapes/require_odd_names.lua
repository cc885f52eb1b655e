-- require of names that are no names
for _, name in ipairs {
  "", ".", "..", "...", "lib.", ".lib.victim", "lib..victim", " lib.victim", "lib.victim ", "lib.victim\0", "lib\0.victim",
  "lib.victim\n", "lib.v\u{ed}ctim", "lib.\u{2024}victim", "lib.victim\0.lua", "*", "lib.*", "\xff\xfe",
} do
  if pcall(require, name) then return true end
end
for _, name in ipairs { 1, true, {}, print, 0 / 0 } do if pcall(require, name) then return true end end
return pcall(require)
