local host = ...
local text = host.standard("_value_text")
local raise = host.raise

--- `run_task` and `run_integration`: what is tested runs in a state of its own, with the real engine.
local M = {}

local options_of = {
  run_task = {
    config = "table", base = "table", data = "table", http = "any", now = "string", timeout = "number",
    only = "boolean",
  },
  run_integration = {
    config = "table", base = "table", data = "table", http = "any", now = "string", timeout = "number",
  },
}

local function check_http(where, http)
  if http == nil or type(http) == "string" then
    return
  elseif type(http) ~= "table" then
    raise(("%s: the option http is a folder under tests/ or a table of answers, found %s"):format(
      where, text.line(http, 60)))
  end
  for key, answer in pairs(http) do
    if type(key) ~= "string" or not key:find("^%u+ https?://%S+$") then
      raise(('%s: a key of http is a method and a URL, such as "GET https://api.example.com/items"; found %s'):format(
        where, text.line(key, 100)))
    elseif type(answer) ~= "table" then
      raise(("%s: the answer to %s is a table, such as { status = 200, json = { … } }; found %s"):format(
        where, key, text.line(answer, 60)))
    end
  end
end

--- The option `now` in seconds since 1970.
local function instant(where, now)
  local at, reason = host.standard("_time_parse").iso(now, 0)
  if not at then
    raise(('%s: the option now is an instant such as "2026-01-31T00:00:00Z", found %s (%s)'):format(
      where, text.quoted(text.short(now, 60)), reason))
  end
  return at
end

local function run(where, task, options)
  if host["test.declares"]() then
    raise(where .. " belongs inside it(…): nothing runs while the file declares its tests")
  end
  options = host.standard("_arguments").options(where, options, options_of[where])
  check_http(where, options.http)
  local request = { task = task }
  for name, value in pairs(options) do
    request[name] = value
  end
  if options.now then
    request.now = instant(where, options.now)
  end
  local ok, encoded = pcall(host.json.encode, request)
  if not ok then
    raise(("%s: the options must be what JSON can hold: %s"):format(
      where, type(encoded) == "string" and encoded:gsub("^[^ ]*:%d+: ", "") or text.line(encoded)))
  end
  local result, fault = host["test.run"](encoded)
  if result == nil then
    raise(fault)
  end
  return result
end

--- Runs one task of the integration, and what it depends on unless `data` has it or `only` leaves it out.
---@async
---@param name string
---@param options? test.RunOptions
---@return test.TaskResult
function M.run_task(name, options)
  if type(name) ~= "string" then
    raise(("run_task takes the name of a task, found %s"):format(text.line(name, 60)))
  end
  return run("run_task", name, options)
end

--- Runs the whole integration.
---@async
---@param options? test.RunOptions
---@return test.JobResult
function M.run_integration(options)
  return run("run_integration", nil, options)
end

--- Says where the answers to requests come from that the test makes itself, from here to its end.
---@param http string|table<string, test.Answer|test.Answer[]>
---@return fun(): test.Request[] requests what it has asked so far
function M.answer_http(http)
  if http == nil then
    raise("answer_http takes a folder under tests/ or a table of answers, found nil")
  elseif host["test.declares"]() then
    raise("answer_http belongs inside it(…) or a hook: nothing is sent while the file declares its tests")
  end
  check_http("answer_http", http)
  local ok, encoded = pcall(host.json.encode, { http = http })
  if not ok then
    raise("answer_http: the answers must be what JSON can hold: " .. text.line(encoded))
  end
  local _, fault = host["test.answer"](encoded)
  if fault then
    raise(fault)
  end
  return function()
    return (host["test.answer"]())
  end
end

return M
