-- codes in the log that a terminal would obey
-- needs: pretty
ctx.add_log("\27[2J\27]0;hacked\7")
print("\r\27[1A\27[2K✓ everything is fine")
error("\27[31mhacked\27[0m \u{9b}2J")
