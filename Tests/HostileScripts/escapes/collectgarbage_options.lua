-- tuning or stopping the collector
for _, option in ipairs { "stop", "restart", "setpause", "setstepmul", "generational", "incremental", "step", "collect", "isrunning" } do
  if pcall(collectgarbage, option, 0) then return true end
end
return false
