-- load of a compiled chunk
local header = "\27Lua\x54\0\x19\x93\r\n\x1a\n\4\8\8\x78\x56\0\0\0\0\0\0\0\0\0\0\0\x28\x77\x40\1\x80\x80\x80\0\1\2\x81\xc6\0\1\1\x80\x81\1\0\0\x80\x80\x80\x80\x80"
for _, mode in ipairs { "b", "bt", "tb", "t", "" } do if load(header, "x", mode) then return true end end
return load(header) ~= nil
