-- a circle as JSON
local t = {}
t.t = { t }
return pcall(json.encode, t) or pcall(json.encode, { [t] = 1 })
