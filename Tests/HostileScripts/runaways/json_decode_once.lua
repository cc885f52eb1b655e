-- json.decode of 100 MB
json.decode("[" .. ("0,"):rep(5e3):rep(1e4) .. "0]")
while true do end
