---@meta _
-- luacheck: ignore
-- For editors: what files of tests/ have beside what all scripts have (stdlib/_test*.lua). docs/testing.md tells of each.

--- Groups tests: what hooks inside of it do concerns its tests only.
---@class test.Describe
---@field skip fun(name: string, body: fun()) none of its tests run
---@field only fun(name: string, body: fun()) of the file, these and other `only` tests run alone
---@overload fun(name: string, body: fun())
describe = {}

---@class test.Options
---@field timeout? number seconds after which the test is stopped (default: that of `--timeout`, 10)

--- Declares a test. Its function may wait, as a task may.
---@class test.It
---@field skip fun(name: string, body?: fun(), options?: test.Options) does not run
---@field only fun(name: string, body: fun(), options?: test.Options) of the file, this and other `only` tests run alone
---@overload fun(name: string, body: fun(), options?: test.Options)
it = {}

--- Runs once, before the first test of the describe, or file, that it stands in.
---@param body fun()
function before_all(body) end

--- Runs once, after the last test of the describe, or file, that it stands in.
---@param body fun()
function after_all(body) end

--- Runs before each test; those of the outer describe first.
---@param body fun()
function before_each(body) end

--- Runs after each test, one that failed too; those of the inner describe first.
---@param body fun()
function after_each(body) end

--- Says something of a value; a test fails where it does not hold.
---@param value any
---@return test.Expectation
function expect(value) end

---@class test.Expectation
---@field never test.Expectation the opposite: `expect(x).never.to_be(1)`
---@field not_ test.Expectation the same
---@field to_be fun(expected: any) the very same: numbers by value, tables by identity
---@field to_equal fun(expected: any) equal, and all that is in it
---@field to_match_table fun(expected: table) a table that has at least these keys, with values that match
---@field to_be_near fun(expected: number, tolerance?: number) a number, give or take 1e-6
---@field to_be_above fun(bound: number)
---@field to_be_below fun(bound: number)
---@field to_be_at_least fun(bound: number)
---@field to_be_at_most fun(bound: number)
---@field to_contain fun(item: any) a text that has this in it, or a list with an item that equals this
---@field to_match fun(pattern: string) a text that matches a pattern of Lua
---@field to_have_length fun(length: integer) bytes of a text, keys of a table
---@field to_be_nil fun()
---@field to_be_null fun() json.null
---@field to_be_true fun()
---@field to_be_false fun()
---@field to_be_truthy fun()
---@field to_be_falsy fun()
---@field to_be_type fun(kind: string) a type of Lua, or integer, float, array, object, null
---@field to_fail fun() a function that raises an error
---@field to_fail_with fun(expected: string|table) a function that raises an error with this text, or a table that matches
---@field to_match_snapshot fun(name?: string) as it was when the snapshot was written

--- What a server answers: a status with a body, or a transport that fails.
---@class test.Answer
---@field status? integer default 200
---@field json? any the body, as JSON
---@field body? string the body as it is
---@field headers? table<string, string|string[]>
---@field error? string a kind of failure, such as "timeout" or "tls"
---@field message? string of the failure

---@class test.RunOptions
---@field config? table checked against the schema, which fills in its defaults
---@field base? table what stage one would return; without it stage one runs
---@field data? table<string, table> what other tasks would return as data; those tasks do not run
---@field http? string|table<string, test.Answer|test.Answer[]> a folder under tests/, or answers by "GET https://…"
---@field now? string the time that scripts see, which stands still: "2026-01-31T00:00:00Z"
---@field timeout? number seconds for the whole job

---@class test.TaskOptions: test.RunOptions
---@field only? boolean whether the tasks that it depends on are left out

---@class test.Request
---@field method string
---@field url string
---@field headers table<string, string> by lower-case names; secrets are masked
---@field body? string
---@field json? any the body, where it is JSON
---@field task? string the task that asked, or "stage_one"

---@class test.Output
---@field data table
---@field message string
---@field resources? table[]

---@class test.TaskResult
---@field name string
---@field success boolean
---@field status "queued"|"in_progress"|"done"|"skipped"
---@field type "collector"|"insight"
---@field title string
---@field severity string
---@field output test.Output
---@field errors string[]
---@field traceback string
---@field logs string[]
---@field is_violation boolean
---@field controls table[]
---@field violations table[] those of this task
---@field requests test.Request[] those of the whole job
---@field start_time string
---@field end_time string
---@field duration number

---@class test.JobResult
---@field integration string
---@field job_id string
---@field status "done"|"error"
---@field error? string
---@field stage_one table
---@field tasks table<string, test.TaskResult>
---@field violations table[]
---@field requests test.Request[]
---@field started_at string
---@field finished_at string
---@field duration number

--- Runs one task of the integration in a fresh state, with the real engine, and what it depends on.
---@async
---@param name string
---@param options? test.TaskOptions
---@return test.TaskResult
function run_task(name, options) end

--- Runs the whole integration in a fresh state.
---@async
---@param options? test.RunOptions
---@return test.JobResult
function run_integration(options) end

--- Says where the answers to requests come from that the test makes itself, such as those of a module of lib/ that it
--- calls; from here to the end of the test.
---@param http string|table<string, test.Answer|test.Answer[]> a folder under tests/, or answers by "GET https://…"
---@return fun(): test.Request[] requests what it has asked so far
function answer_http(http) end
