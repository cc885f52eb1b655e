-- load of functions with 30,000 labels each, which the parser compares one by one
local labels = {}
for i = 1, 150 do
  local group = {}
  for j = 1, 150 do group[j] = ("goto a%d_%d ::a%d_%d::"):format(i, j, i, j) end
  labels[i] = "do local _ " .. table.concat(group, " ") .. " end"
end
local body = "local _ = function() " .. table.concat(labels) .. " end "
while true do load(body) end
