---@meta
-- luacheck: ignore
-- For editors: json is written in C (Sources/CLuaHost/json_library.c). A test compares the names with those of its page.

---@class json.EncodeOptions
---@field pretty? boolean whether lines are broken, two spaces a level (default false)
---@field sort? boolean whether keys are sorted (default true)

--- What stands for null in JSON. It is not nil, and counts as true: compare with ==.
---@class json.Null: userdata

--- JSON (RFC 8259). Nothing is lost: null, empty arrays, empty objects and 64-bit integers come back as they were.
---@class json
---@field null json.Null what stands for null; it is not nil, and counts as true: compare with ==
---@field decode fun(text: string): any the value of a text; objects are tables by name, arrays are lists
---@field encode fun(value: any, options?: json.EncodeOptions): string the text of a value
---@field array fun(table?: table): table the table, or a new one, marked as an array
---@field object fun(table?: table): table the table, or a new one, marked as an object
---@field is_array fun(value: any): boolean whether it is a table that would be written as an array
---@field is_object fun(value: any): boolean whether it is a table that would be written as an object
---@field is_null fun(value: any): boolean whether it is json.null
json = {}
