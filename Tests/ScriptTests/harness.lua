-- A test runner in a page: `cases(name, function)` runs a case, `same(got, wanted)` compares deeply.
local comparing = dofile("Tests/HostedScripts/comparing.lua")

local M = { passed = 0, failed = 0, same = comparing.same, faults = comparing.faults }

function M.case(name, body)
  local ok, fault = xpcall(body, debug.traceback)
  M[ok and "passed" or "failed"] = M[ok and "passed" or "failed"] + 1
  if not ok then
    print("FAILED " .. name .. "\n  " .. fault)
  end
end

---Runs `fn` and gives what it raised.
function M.fault(fn, ...)
  local ok, fault = pcall(fn, ...)
  if ok then
    error("did not fail", 2)
  end
  return fault
end

---A stand-in for the host that hands natives to the standard library: json's marks, raise, and parts of modules.
function M.host(more)
  local marks = { array = { __name = "json.array" }, object = { __name = "json.object" } }
  local host = { json = { null = io.stdin } } -- a userdata, as the real one
  for name, mark in pairs(marks) do
    mark.__metatable = mark.__name
    host.json[name] = function(t)
      t = t or {}
      return debug.setmetatable(t, mark)
    end
  end
  function host.json.is_array(t)
    local mark = type(t) == "table" and debug.getmetatable(t)
    return mark == marks.array or mark ~= marks.object and type(t) == "table" and math.type(next(t)) ~= nil
  end
  function host.raise(value)
    error(value, 0)
  end
  local loaded = {}
  function host.standard(name)
    loaded[name] = loaded[name] or assert(loadfile("stdlib/" .. name .. ".lua"))(host)
    return loaded[name]
  end
  for key, value in pairs(more or {}) do
    host[key] = value
  end
  return host
end

---A module of the standard library, with a host of its own.
function M.standard(name, more)
  local host = M.host(more)
  return host.standard(name), host
end

---Lets `require` find the modules of an integration.
function M.open(integration)
  package.path = "integrations/" .. integration .. "/?.lua"
end

return M
