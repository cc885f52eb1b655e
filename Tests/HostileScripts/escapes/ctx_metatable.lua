-- the metatables of ctx and ctx.config
for _, object in ipairs { ctx, ctx.config } do
  if type(getmetatable(object)) == "table" or pcall(setmetatable, object, {}) or pcall(json.array, object) then return true end
end
return false
