-- require of a module by another spelling: loaded twice, or found where it should not be
-- needs: lib
return pcall(require, "LIB.victim") or pcall(require, "lib.Victim")
