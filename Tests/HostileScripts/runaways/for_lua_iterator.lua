-- a generic for whose iterator never ends
for _ in function() return 1 end do end
