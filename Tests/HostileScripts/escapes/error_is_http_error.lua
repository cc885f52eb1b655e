-- a value that http.is_error takes for one of its own
return http.is_error(setmetatable({ kind = "dns" }, { __name = "http.Error", __metatable = false })) or http.is_error(nil)
