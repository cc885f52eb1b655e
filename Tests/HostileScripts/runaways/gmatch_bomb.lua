-- a gmatch pattern that backtracks
for _ in ("a"):rep(1e4):gmatch((".-"):rep(4) .. "b") do end
