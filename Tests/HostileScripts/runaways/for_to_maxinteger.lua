-- a numeric for up to math.maxinteger
for _ = 1, math.maxinteger do end
