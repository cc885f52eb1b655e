return require("lib.circle_back")
