-- nested loops that each end, together never
for _ = 1, 1e5 do for _ = 1, 1e5 do for _ = 1, 1e5 do end end end
