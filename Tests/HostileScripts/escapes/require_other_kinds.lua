-- require of the catalogue, and of the collector that runs
return pcall(require, "integrations") or pcall(require, "lib.integrations.json")
