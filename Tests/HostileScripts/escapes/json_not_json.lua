-- values that JSON does not have
for _, value in ipairs { 0 / 0, 1 / 0, -1 / 0, print, coroutine.create(print), ctx, { 1, nil, a = 1 } } do
  if pcall(json.encode, value) or pcall(json.encode, { value }) then return true end
end
return false
