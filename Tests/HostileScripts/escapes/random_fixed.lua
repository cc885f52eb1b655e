-- random numbers that are the same in every job
return math.random(0) == 0 or (math.randomseed(42) and math.random(1 << 40)) == math.random(1 << 40)
