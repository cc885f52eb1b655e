-- the secret in a finding that is refused
-- needs: insight
local one = { id = ctx.config.api_key, type = "x", name = "x", violation = true }
return { data = {}, resources = { one, one } }
