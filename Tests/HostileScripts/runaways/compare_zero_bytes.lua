-- comparison of texts that are all zero bytes: one strcoll a byte
local a, b = ("\0"):rep(1e4):rep(1e4), ("\0"):rep(1e4):rep(1e4):sub(2) .. "\1"
while a < b do end
