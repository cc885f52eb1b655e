-- the usual trim, on white space that something follows
string.match((" "):rep(3e6) .. "x", "^(.-)%s*$")
string.gsub((" "):rep(3e6) .. "x", "%s+$", "")
