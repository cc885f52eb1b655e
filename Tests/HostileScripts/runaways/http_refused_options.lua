-- requests that are refused before they are sent, for ever
while true do pcall(http.get, "no url") pcall(http.get, "http://127.0.0.1", { no_such_option = 1 }) end
