-- A test runner in a page: `cases(name, function)` runs a case, `same(got, wanted)` compares deeply.
local M = { passed = 0, failed = 0 }

local function show(value)
  if type(value) ~= "table" then
    return type(value) == "string" and ("%q"):format(value) or tostring(value)
  end
  local keys, parts = {}, {}
  for key in pairs(value) do
    keys[#keys + 1] = key
  end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do
    parts[#parts + 1] = tostring(key) .. " = " .. show(value[key])
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end

function M.same(got, wanted)
  if show(got) ~= show(wanted) then
    error(("got %s, wanted %s"):format(show(got), show(wanted)), 2)
  end
end

function M.case(name, body)
  local ok, fault = xpcall(body, debug.traceback)
  M[ok and "passed" or "failed"] = M[ok and "passed" or "failed"] + 1
  if not ok then
    print("FAILED " .. name .. "\n  " .. fault)
  end
end

---Lets `require` find the modules of an integration.
function M.open(integration)
  package.path = "integrations/" .. integration .. "/?.lua"
end

return M
