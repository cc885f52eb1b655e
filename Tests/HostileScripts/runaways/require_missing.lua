-- require of a missing module, for ever
while true do pcall(require, "lib.nothing") end
