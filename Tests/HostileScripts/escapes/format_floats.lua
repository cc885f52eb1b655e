-- format with the largest floats
local text = string.format("%99.99f", -1.7976931348623157e308)
return #text ~= 1 + 309 + 1 + 99 or #string.format("%.99f", 1 / 3) ~= 101
