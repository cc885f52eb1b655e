-- rawset(string, "upper", …)
pcall(rawset, string, "upper", function() return "hacked" end)
return ("x"):upper() ~= "X" or string.upper("x") ~= "X"
