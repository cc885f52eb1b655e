-- require of very long names
return pcall(require, ("a"):rep(5000)) or pcall(require, ("a."):rep(5000) .. "a") or pcall(require, ("lib."):rep(1000) .. "victim")
