-- a loop over tables
for _ = 1, 20 do
  local list = {}
  for i = 1, 50000 do
    list[i] = { id = i, name = i }
  end
  local sum = 0
  for _, item in ipairs(list) do
    sum = sum + item.id
  end
  table.sort(list, function(a, b)
    return a.id > b.id
  end)
end
