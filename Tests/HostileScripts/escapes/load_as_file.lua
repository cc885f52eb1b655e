-- a chunk that calls itself a file of another's
local _, message = pcall(load("error('x')", "@../other_integration/entry.lua"))
return message:find("^%.%./other_integration") ~= nil
