-- require of a module that never ends
-- needs: lib
while true do pcall(require, "lib.endless") end
