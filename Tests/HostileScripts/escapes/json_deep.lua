-- JSON nested a million levels deep, both ways
local deep = {}
for _ = 1, 1e5 do deep = { deep } end
return pcall(json.encode, deep) or pcall(json.decode, ("["):rep(1e6) .. ("]"):rep(1e6)) or pcall(json.decode, ('{"a":'):rep(1e6))
