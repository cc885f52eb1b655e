-- require of modules that require each other, for ever
-- needs: lib
while true do pcall(require, "lib.circle") end
