-- pattern bombs, protected
while true do pcall(string.find, ("a"):rep(5000), (".-"):rep(4) .. "b") end
