-- _ENV as a constant: CVE-2022-28805, a read beyond a buffer in the parser
for _, text in ipairs {
  "local _ENV <const> = 11; X = 'hi'", "local _ENV <const> = nil; x()", "local _ENV <const> = 'x'; return y", "local _ENV <const> = 1.5; x.y.z = 1",
  "local function A() local _ENV <const> = 'abc'; return x end return A()", "local _ENV <const> = true; function f() end",
} do
  pcall(load(text) or error)
end
return false
