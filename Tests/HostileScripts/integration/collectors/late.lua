-- Runs after the script: whatever that one did, this one finds the world as it should be.
local victim = require("lib.victim")

task {
  name = "late",
  title = "After the hostile task",
  order = 900,
  run = function()
    sleep(0.001)
    assert(("x"):upper() == "X" and string.upper("x") == "X" and tostring(1) == "1")
    assert(victim.text_of(1) == "1" and victim.global("hacked") == nil)
    assert(json.encode(async.map({ 1, 2 }, function(n) return n end)) == "[1,2]")
    return { data = { fine = true } }
  end,
}
