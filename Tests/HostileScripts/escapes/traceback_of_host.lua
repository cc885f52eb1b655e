-- frames and paths of the host in a traceback that a handler makes
local function trace(f) return (select(2, xpcall(f, debug.traceback))) end
for _, how in ipairs {
  function() http.get(1) end, function() async.map(1) end, function() require("lib.nothing") end, function() return ctx.nothing end,
  function() async.all { function() error(debug.traceback()) end } end,
} do
  local text = tostring(trace(how))
  if text:find("stdlib/", 1, true) or text:find("%.swift") or text:find("/tmp/") then return true end
end
return false
