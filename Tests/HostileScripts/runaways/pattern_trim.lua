-- the usual trim, on white space that something follows
string.match((" "):rep(3e3):rep(1e3) .. "x", "^(.-)%s*$")
string.gsub((" "):rep(3e3):rep(1e3) .. "x", "%s+$", "")
