-- a result of 60 MB that JSON makes six times as long
return { data = { text = ("\1"):rep(6e7) } }
