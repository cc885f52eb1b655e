-- load whose reader never returns
load(function() while true do end end)
