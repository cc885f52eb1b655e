-- %b() that never closes, tried from every position
string.find(("("):rep(3e6), "%b()")
