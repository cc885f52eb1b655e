-- A document such as a REST API answers: pages of repositories with owners, issues with labels and comments.
-- The same bytes at every run: own generator of numbers, no clock. Usage: lua5.4 generate.lua MEGABYTES > file
local wanted = (tonumber(arg[1]) or 10) * 1000 * 1000

local seed = 42
local function random(n)
  seed = (seed * 6364136223846793005 + 1442695040888963407) & 0x7fffffffffffffff
  return (seed >> 33) % n
end

local words = {}
for word in ("the request fails when a token expires during upload and retries are exhausted please check logs "
  .. "configuration database timeout naïve café résumé deploy rollback cluster node schedule alert rule "
  .. "policy"):gmatch("%S+") do
  words[#words + 1] = word
end

local function text(n)
  local parts = {}
  for i = 1, n do parts[i] = words[random(#words) + 1] end
  return table.concat(parts, " ")
end

local function date()
  return ("20%02d-%02d-%02dT%02d:%02d:%02dZ"):format(
    random(25), random(12) + 1, random(28) + 1, random(24), random(60), random(60))
end

local function user()
  local login = words[random(60) % #words + 1] .. random(500)
  return ('{"login":"%s","id":%d,"node_id":"MDQ6VXNlcj%d","url":"https://api.example.com/users/%s",'
    .. '"type":"User","site_admin":%s}')
    :format(login, random(90000000), random(90000000), login, random(10) == 0 and "true" or "false")
end

local function labels()
  local parts = {}
  for i = 1, random(4) do
    parts[i] = ('{"id":%d,"name":"%s","color":"%06x","default":false,"description":null}'):format(
      random(900000000), text(2), random(0xffffff))
  end
  return "[" .. table.concat(parts, ",") .. "]"
end

local function body()
  return text(20 + random(60)):gsub("retries", 'retries\\n\\n> "'):gsub('"', '\\"')
end

local function issue(i)
  return ('{"id":%d,"number":%d,"title":"%s","user":%s,"labels":%s,"state":"%s","locked":false,"assignee":null,'
    .. '"assignees":[],"milestone":null,"comments":%d,"created_at":"%s","updated_at":"%s","closed_at":null,'
    .. '"score":%.3f,"ratio":%.15g,"reactions":{"total_count":%d,"+1":%d,"-1":0,"laugh":%d,"heart":0},'
    .. '"repository":{"id":%d,"full_name":"example/%s","private":%s,"size":%d,"topics":["%s","%s","%s"]},"body":"%s"}')
    :format(random(1 << 30) * 7, i, text(6), user(), labels(), random(3) == 0 and "closed" or "open", random(40),
      date(), date(), random(100000) / 1000, random(1 << 30) / 1e9, random(30), random(20), random(5),
      random(1 << 30), words[random(#words) + 1], random(2) == 0 and "true" or "false", random(100000),
      words[random(#words) + 1], words[random(#words) + 1], words[random(#words) + 1], (body()))
end

io.write('{"total_count":123456,"incomplete_results":false,"items":[')
local size, i = 0, 0
repeat
  i = i + 1
  local item = (i > 1 and "," or "") .. issue(i)
  io.write(item)
  size = size + #item
until size >= wanted
io.write("]}\n")
