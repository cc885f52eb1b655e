-- metamethods that json.encode would call
local called = false
local function hook() called = true return "hacked" end
local value = setmetatable({ a = 1 }, {
  __json = hook, __tojson = hook, __jsontype = "array", __pairs = hook, __index = hook, __len = hook, __tostring = hook,
  __name = "json.null",
})
local text = json.encode(value)
return called or text:find("hacked") ~= nil
