-- log parsing, heavy on patterns
local line = '192.168.7.21 - alice [24/Nov/2026:02:03:04 +0000] "GET /api/items?page=12 HTTP/1.1" 200 5316 "-" "curl/8.0"\n'
local log = line:rep(20000)
local bytes, hosts = 0, {}
for host, user, method, path, status, size in
  log:gmatch('(%S+) %- (%S+) %b[] "(%u+) ([^ "]+) HTTP/%d%.%d" (%d+) (%d+) "[^"]*" "[^"]*"\n')
do
  bytes = bytes + size
  hosts[host] = (hosts[host] or 0) + 1
  if path:find("page=(%d+)") and status == "200" and method == "GET" then
    hosts[user] = path:gsub("%d+", "N")
  end
end
