-- ("").rep as often as there are integers
string.rep("", math.maxinteger)
