-- Ran before the script: there is a result to tamper with.
local victim = require("lib.victim")

task {
  name = "early",
  title = "Before the hostile task",
  order = 50,
  run = function()
    victim.thread = coroutine.running()
    return { data = { list = { "first", "second" } } }
  end,
}
