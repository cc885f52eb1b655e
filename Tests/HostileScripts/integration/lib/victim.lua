-- A module that hostile scripts try to change from outside.
local M = { kept = {} }

function M.text_of(value) return tostring(value) end

function M.global(name) return _ENV[name] end

return M
