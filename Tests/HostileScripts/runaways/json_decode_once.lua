-- json.decode of 100 MB
json.decode("[" .. ("0,"):rep(5e7) .. "0]")
while true do end
