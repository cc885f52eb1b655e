-- string.dump
return string.dump ~= nil or ("").dump ~= nil
