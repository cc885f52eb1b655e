-- the secret in every text of a finding
-- needs: insight
local key = ctx.config.api_key
return { data = {}, violation = true, message = key, resources = {
  { id = key, type = key, name = key, violation = true, message = key, data = { [1] = key } } } }
