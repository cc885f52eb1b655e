-- %b() that never closes, tried from every position
string.find(("("):rep(3e3):rep(1e3), "%b()")
