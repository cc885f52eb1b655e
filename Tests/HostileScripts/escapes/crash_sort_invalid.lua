-- comparators that lie to sort
for seed = 1, 200 do
  local list = {}
  for i = 1, 100 do list[i] = i * seed % 37 end
  pcall(table.sort, list, function(a, b) return (a ~ b) % 3 ~= 0 end)
  pcall(table.sort, list, function() return true end)
  pcall(table.sort, list, function(a) list[a] = nil return math.random() < 0.5 end)
end
return false
