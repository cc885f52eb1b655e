-- a numeric for of floats up to infinity
for _ = 1.0, math.huge do end
