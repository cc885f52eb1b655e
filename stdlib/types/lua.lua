---@meta _
-- luacheck: ignore
-- For editors: what scripts have of Lua's basic functions, io, os and debug. string, table, math, utf8 and coroutine are
-- as Lua has them, and editors know those. A test compares the names with what a state has.

---@type "Lua 5.4"
_VERSION = "Lua 5.4"

--- Raises an error unless the value is true; otherwise gives back all its arguments.
---@generic T
---@param value? T
---@param message? any
---@param ... any
---@return T
---@return any ...
function assert(value, message, ...) end

--- Memory in use, in kilobytes. Only "count" is available to scripts.
---@param option? "count"
---@return number
function collectgarbage(option) end

--- Raises an error, which fails the task unless it is caught.
---@param message any
---@param level? integer
function error(message, level) end

---@param object any
---@return table? metatable
---@nodiscard
function getmetatable(object) end

--- Goes through 1, 2, … up to the first absent value.
---@generic T: table, V
---@param t T
---@return fun(table: V[], i?: integer): integer, V
---@return T
---@return integer
function ipairs(t) end

--- Compiles a text; bytecode is refused.
---@param chunk string|function
---@param chunkname? string
---@param mode? "t"
---@param env? table
---@return function?
---@return string? error_message
---@nodiscard
function load(chunk, chunkname, mode, env) end

---@generic K, V
---@param table table<K, V>
---@param index? K
---@return K?
---@return V?
---@nodiscard
function next(table, index) end

--- Goes through all keys and values, in no order.
---@generic T: table, K, V
---@param t T
---@return fun(table: table<K, V>, index?: K): K, V
---@return T
function pairs(t) end

--- Calls a function and catches what it raises, but for the limits of the job. The function may wait.
---@param f async fun(...): ...
---@param ... any
---@return boolean success
---@return any result
---@return any ...
function pcall(f, ...) end

--- Writes a line to the log of the task.
---@param ... any
function print(...) end

---@param v1 any
---@param v2 any
---@return boolean
---@nodiscard
function rawequal(v1, v2) end

---@param table table
---@param index any
---@return any
---@nodiscard
function rawget(table, index) end

---@param v table|string
---@return integer
---@nodiscard
function rawlen(v) end

---@param table table
---@param index any
---@param value any
---@return table
function rawset(table, index, value) end

--- A module of the integration, of its rocks or of the standard library. It may wait while it is loaded.
---@param modname string such as "lib.pages"
---@return any module
function require(modname) end

---@param index integer|"#"
---@param ... any
---@return any
---@nodiscard
function select(index, ...) end

--- Sets a metatable; `__gc` is not available to scripts.
---@param table table
---@param metatable? metatable|table
---@return table
function setmetatable(table, metatable) end

---@param e any
---@param base? integer
---@return number?
---@nodiscard
function tonumber(e, base) end

---@param v any
---@return string
---@nodiscard
function tostring(v) end

---@alias type "nil"|"number"|"string"|"boolean"|"table"|"function"|"thread"|"userdata"

---@param v any
---@return type
---@nodiscard
function type(v) end

--- Like pcall, with a handler for the error. The handler must not wait.
---@param f async fun(...): ...
---@param msgh function
---@param ... any
---@return boolean success
---@return any result
---@return any ...
function xpcall(f, msgh, ...) end

---@class metatable
---@field __mode? "k"|"v"|"kv"
---@field __metatable? any
---@field __tostring? fun(t: any): string
---@field __add? fun(a: any, b: any): any
---@field __sub? fun(a: any, b: any): any
---@field __mul? fun(a: any, b: any): any
---@field __div? fun(a: any, b: any): any
---@field __mod? fun(a: any, b: any): any
---@field __pow? fun(a: any, b: any): any
---@field __unm? fun(a: any): any
---@field __idiv? fun(a: any, b: any): any
---@field __band? fun(a: any, b: any): any
---@field __bor? fun(a: any, b: any): any
---@field __bxor? fun(a: any, b: any): any
---@field __bnot? fun(a: any): any
---@field __shl? fun(a: any, b: any): any
---@field __shr? fun(a: any, b: any): any
---@field __concat? fun(a: any, b: any): any
---@field __len? fun(a: any): integer
---@field __eq? fun(a: any, b: any): boolean
---@field __lt? fun(a: any, b: any): boolean
---@field __le? fun(a: any, b: any): boolean
---@field __index? table|fun(t: any, k: any): any
---@field __newindex? table|fun(t: any, k: any, v: any)
---@field __call? fun(t: any, ...): ...
---@field __pairs? fun(t: any): function, any, any
---@field __close? fun(a: any, b: any)
---@field __name? string

--- A stream that leads to the log, a line a call.
---@class file*: userdata
local file = {}

---@param ... string|number
---@return file*
function file:write(...) end

---@return boolean
function file:flush() end

---@param mode? string
---@return boolean
function file:setvbuf(mode) end

---@return nil
---@return string reason
function file:close() end

--- Two streams that lead to the log; there are no files.
---@class iolib
---@field stdout file*
---@field stderr file*
io = {}

---@param ... string|number
---@return file*
function io.write(...) end

---@param value any
---@return "file"? kind
function io.type(value) end

--- Clocks and dates; there are no processes and no environment.
---@class oslib
os = {}

--- CPU time of the process, in seconds.
---@return number
---@nodiscard
function os.clock() end

---@class osdate
---@field year integer
---@field month integer
---@field day integer
---@field hour? integer
---@field min? integer
---@field sec? integer
---@field wday? integer
---@field yday? integer
---@field isdst? boolean

--- A date as a text, or as a table for "*t". `require("time")` has ISO 8601, durations and more.
---@param format? string
---@param time? integer
---@return string|osdate
---@nodiscard
function os.date(format, time) end

---@param t2 integer
---@param t1 integer
---@return number
---@nodiscard
function os.difftime(t2, t1) end

---@param date? osdate
---@return integer
---@nodiscard
function os.time(date) end

--- What scripts have of debug.
---@class debuglib
debug = {}

---@class debuginfo
---@field source? string
---@field short_src? string
---@field currentline? integer
---@field linedefined? integer
---@field lastlinedefined? integer
---@field what? string
---@field name? string
---@field namewhat? string

---@param f integer|function
---@param what? string
---@return debuginfo?
---@nodiscard
function debug.getinfo(f, what) end

---@param message? any
---@param level? integer
---@return string
---@nodiscard
function debug.traceback(message, level) end
