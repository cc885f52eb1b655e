-- one json.decode that becomes gigabytes of tables
return { data = { list = json.decode("[" .. ("[],"):rep(3e7) .. "[]]") } }
