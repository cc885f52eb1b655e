-- collectgarbage, refused or not, for ever
while true do pcall(collectgarbage) pcall(collectgarbage, "collect") pcall(collectgarbage, "step") end
