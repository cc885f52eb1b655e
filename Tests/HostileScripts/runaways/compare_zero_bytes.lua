-- comparison of texts that are all zero bytes: one strcoll a byte
local a, b = ("\0"):rep(1e8), ("\0"):rep(1e8 - 1) .. "\1"
while a < b do end
