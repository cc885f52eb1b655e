-- require of a symbolic link that leads out of the integration
-- needs: link
return pcall(require, "lib.link")
