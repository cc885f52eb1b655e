-- a numeric for whose step is lost in rounding
for _ = 1.0, 2.0, 1e-300 do end
