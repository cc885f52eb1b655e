-- What tests in Lua expect of values and errors, with a host and without.
local M = {}

---A value as a text that is the same for equal values.
local function show(value)
  if type(value) ~= "table" then
    return type(value) == "string" and ("%q"):format(value) or tostring(value)
  end
  local parts = {}
  for key, each in pairs(value) do
    parts[#parts + 1] = show(key) .. " = " .. show(each)
  end
  table.sort(parts)
  return "{" .. table.concat(parts, ", ") .. "}"
end

---Fails unless two values are deeply equal.
function M.same(got, wanted)
  if show(got) ~= show(wanted) then
    error(("got %s, wanted %s"):format(show(got), show(wanted)), 2)
  end
end

---Fails unless `fn` raises a text that holds `wanted`.
function M.faults(wanted, fn, ...)
  local ok, fault = pcall(fn, ...)
  if ok or not tostring(fault):find(wanted, 1, true) then
    error(("raised %s, wanted %q"):format(ok and "nothing" or show(fault), wanted), 2)
  end
end

return M
