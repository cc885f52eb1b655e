-- error values that are no texts
for _, value in ipairs { true, 1, 1.5, {}, print, ctx, json.null, setmetatable({}, { __tostring = function() return {} end }) } do
  local ok, caught = pcall(error, value)
  if ok or caught ~= value then return true end
end
error(setmetatable({}, { __tostring = function() return 42 end, __name = ("x"):rep(1e6), __metatable = 1 }))
