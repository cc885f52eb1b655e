-- the closing value of a generic for never returns
for _ in next, {}, nil, setmetatable({}, { __close = function() while true do end end }) do end
