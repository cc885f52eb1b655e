-- async.map with options that it must refuse
for _, limit in ipairs { 0, -1, 1.5, "x", math.mininteger, 0 / 0, 1 / 0 } do
  if pcall(async.map, { 1 }, function() end, { limit = limit }) then return true end
end
return pcall(async.map, { 1 }, function() end, { no_such = 1 })
