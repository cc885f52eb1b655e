return require("lib.circle")
