-- stdlib/semver.lua: semver.org 2.0.0, and the ranges that the README of node-semver explains.
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults
local semver = harness.standard("semver")

for _, text in ipairs {
  "0.0.4", "1.2.3", "10.20.30", "1.1.2-prerelease+meta", "1.1.2+meta", "1.1.2+meta-valid", "1.0.0-alpha",
  "1.0.0-alpha.1", "1.0.0-alpha0.valid", "1.0.0-alpha.0valid", "1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay",
  "1.0.0-rc.1+build.123", "2.0.1-alpha.1227", "1.0.0-x.7.z.92", "1.0.0-x-y-z.--", "1.0.0--",
  "1.0.0+0.build.1-rc.10000aaa-kk-0.1",
  "1.2.3----RC-SNAPSHOT.12.9.1--.12+788", "1.0.0-0A.is.legal", "999999999999999999.0.0", "1.0.0+001",
} do
  case("valid: " .. text, function()
    same({ semver.is_valid(text), tostring(semver.parse(text)) }, { true, text })
  end)
end

for text, reason in pairs {
  ["1"] = "three numbers", ["1.2"] = "three numbers", ["1.2.3-0123"] = "leading zeros", ["1.2.3-0123.0123"] = "leading",
  ["1.1.2+.123"] = "letters, digits and hyphens", ["+invalid"] = "three numbers", ["-invalid"] = "three numbers",
  ["alpha.beta.1"] = "three numbers", ["01.1.1"] = "leading zeros", ["1.01.1"] = "leading zeros", ["1.2.3.4"] = "three",
  ["1.0.0-alpha_beta"] = "letters, digits", ["1.0.0-alpha.."] = "letters, digits", ["1.0.0-"] = "letters, digits",
  ["1.0.0+"] = "letters, digits", ["1.2.3-a+b+c"] = "letters, digits", ["v1.2.3"] = "three numbers",
  [""] = "three numbers",
  [" 1.2.3"] = "three numbers", ["9999999999999999999.0.0"] = "too large", ["1.2.-3"] = "three numbers",
} do
  case("not valid: " .. text, function()
    same(semver.is_valid(text), false)
    faults(("semver.parse: %q is not a semantic version: "):format(text), semver.parse, text)
    faults(reason, semver.parse, text)
  end)
end

case("a version has its parts", function()
  local v = semver.parse("1.2.3-rc.10.x+b.007")
  same({ v.major, v.minor, v.patch, v.prerelease, v.build }, { 1, 2, 3, { "rc", 10, "x" }, { "b", "007" } })
  assert(semver.is_valid(v) and semver.parse(v) == v and v < semver.parse("1.2.3") and v <= v)
end)

case("precedence: the lists of semver.org §11", function()
  for _, sorted in ipairs {
    { "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
      "1.0.0", "2.0.0", "2.1.0", "2.1.1" },
    { "0.9.9-999", "0.9.9-A", "0.9.9-a", "0.9.9", "0.9.10", "0.10.0", "1.0.0-0" },
  } do
    for i, a in ipairs(sorted) do
      for j, b in ipairs(sorted) do
        local order = i < j and -1 or i > j and 1 or 0
        same({ a, b, semver.compare(a, b) }, { a, b, order })
        same({ semver.lt(a, b), semver.le(a, b), semver.gt(a, b), semver.ge(a, b), semver.eq(a, b) },
          { i < j, i <= j, i > j, i >= j, i == j })
      end
    end
  end
  same(semver.compare("1.0.0+a", "1.0.0+b"), 0)
end)

case("sort is stable and leaves the list alone", function()
  local list = { "1.0.0+b", "0.1.0", "1.0.0+a", "1.0.0-rc" }
  same(semver.sort(list), { "0.1.0", "1.0.0-rc", "1.0.0+b", "1.0.0+a" })
  same(list[1], "1.0.0+b")
end)

-- A range, what is in it, what is not: each bound of the README's tables from both sides.
for _, row in ipairs {
  { "1.2.3", "1.2.3 1.2.3+b", "1.2.4 1.2.3-0" },
  { ">=1.2.7", "1.2.7 1.2.8 2.5.3 1.3.9", "1.2.6 1.1.0 2.0.0-a" },
  { ">=1.2.7 <1.3.0", "1.2.7 1.2.8 1.2.99", "1.2.6 1.3.0 1.1.0" },
  { "1.2.7 || >=1.2.9 <2.0.0", "1.2.7 1.2.9 1.4.6", "1.2.8 2.0.0" },
  { ">1.2.3-alpha.3", "1.2.3-alpha.7 1.2.3 3.4.5", "3.4.5-alpha.9 1.2.3-alpha.3" },
  { "1.2.3 - 2.3.4", "1.2.3 2.3.4", "1.2.2 2.3.5" }, { "1.2 - 2.3.4", "1.2.0 2.3.4", "1.1.9 2.3.5" },
  { "1.2.3 - 2.3", "2.3.99", "2.4.0 2.4.0-0" }, { "1.2.3 - 2", "2.99.0", "3.0.0 3.0.0-0" },
  { "*", "0.0.0 9.9.9", "1.0.0-a" }, { "", "0.0.0 9.9.9", "1.0.0-a" }, { "1.x", "1.0.0 1.9.9", "0.9.9 2.0.0 2.0.0-0" },
  { "1.2.x", "1.2.0 1.2.9", "1.1.9 1.3.0" }, { "1", "1.0.0 1.9.9", "2.0.0" }, { "1.2", "1.2.0 1.2.9", "1.3.0" },
  { "1.2.*", "1.2.5", "1.3.0" }, { "X", "1.2.3", "1.2.3-a" },
  { "~1.2.3", "1.2.3 1.2.9", "1.2.2 1.3.0" }, { "~1.2", "1.2.0 1.2.9", "1.3.0" }, { "~1", "1.0.0 1.9.0", "2.0.0" },
  { "~0.2.3", "0.2.3 0.2.9", "0.3.0" }, { "~0.2", "0.2.0", "0.3.0" }, { "~0", "0.9.0", "1.0.0" },
  { "~1.2.3-beta.2", "1.2.3-beta.2 1.2.3-beta.4 1.2.9", "1.2.4-beta.2 1.3.0 1.2.3-beta.1" },
  { "~> 1.2", "1.2.4", "1.3.0" },
  { "^1.2.3", "1.2.3 1.9.9", "1.2.2 2.0.0 2.0.0-0" }, { "^0.2.3", "0.2.3 0.2.9", "0.2.2 0.3.0" },
  { "^0.0.3", "0.0.3", "0.0.2 0.0.4" }, { "^1.2.3-beta.2", "1.2.3-beta.2 1.2.3-beta.4 1.9.9", "1.2.4-beta.2 2.0.0" },
  { "^0.0.3-beta", "0.0.3-beta 0.0.3-pr.2", "0.0.4" }, { "^1.2.x", "1.2.0 1.9.9", "2.0.0" },
  { "^0.0.x", "0.0.0 0.0.9", "0.1.0" }, { "^0.0", "0.0.0 0.0.9", "0.1.0" }, { "^1.x", "1.0.0", "2.0.0" },
  { "^0.x", "0.0.0 0.9.9", "1.0.0" }, { ">1.2", "1.3.0", "1.2.9 1.3.0-0" }, { ">1", "2.0.0", "1.9.9" },
  { "<=1.2", "1.2.9", "1.3.0" }, { "<1.2", "1.1.9", "1.2.0 1.2.0-0" }, { ">=1.2", "1.2.0", "1.1.9" },
  { "<*", "", "0.0.0" },
  { "> 1.2.3   <= 2", "1.2.4 2.9.9", "1.2.3 3.0.0" }, { "=v1.2.3", "1.2.3", "1.2.4" },
  { "^ 1.2 ^ 1", "1.4.2", "2.0.0" },
  { "1.2.3||", "0.0.1 5.0.0", "" },
} do
  case("range " .. row[1], function()
    for version in row[2]:gmatch("%S+") do
      same({ version, semver.satisfies(version, row[1]) }, { version, true })
    end
    for version in row[3]:gmatch("%S+") do
      same({ version, semver.satisfies(version, row[1]) }, { version, false })
    end
  end)
end

case("pre-releases count when asked", function()
  local options = { include_prerelease = true }
  for range, wanted in pairs { ["*"] = true, [">=2.0.0-a"] = true, ["^1.0.0"] = false, ["1.x - 2.x"] = true,
    [">=2"] = true, [">=2.0.0"] = false } do
    same({ range, semver.satisfies("2.0.0-rc.1", range, options) }, { range, wanted })
  end
end)

case("faults of a range", function()
  for _, range in ipairs { "blerg", "1.2.3.4", "^^1", "1.2.3-", ">=01.2.3", "~a", "1..2", "1.2.3 -",
    "git+https://x" } do
    same({ range, semver.is_range(range) }, { range, false })
    faults(("semver.satisfies: %q is not a range: "):format(range), semver.satisfies, "1.0.0", range)
  end
  faults("semver.satisfies: a range must be a text, found nil", semver.satisfies, "1.0.0")
  faults("a version must be a text or what semver.parse gave, found a float", semver.satisfies, 1.0, "*")
end)

case("the best of a list", function()
  local list = { "1.2.3", "1.10.0", "1.9.0", "2.0.0-rc.1", "0.9.0" }
  same({ semver.max_satisfying(list, "^1"), semver.min_satisfying(list, "^1") }, { "1.10.0", "1.2.3" })
  same(semver.max_satisfying(list, "*", { include_prerelease = true }), "2.0.0-rc.1")
  same(semver.max_satisfying(list, "^3"), nil)
end)

case("increment", function()
  for _, row in ipairs {
    { "1.2.3", "major", "2.0.0" }, { "1.2.3", "minor", "1.3.0" }, { "1.2.3", "patch", "1.2.4" },
    { "2.0.0-rc.1", "major", "2.0.0" }, { "2.1.0-rc.1", "major", "3.0.0" }, { "2.1.0-rc.1", "minor", "2.1.0" },
    { "2.1.1-rc.1", "minor", "2.2.0" }, { "2.1.1-rc.1", "patch", "2.1.1" }, { "2.0.0-0", "patch", "2.0.0" },
  } do
    same(tostring(semver.increment(row[1], row[2])), row[3])
  end
  faults('the part must be major, minor or patch, found "build"', semver.increment, "1.0.0", "build")
end)

case("coerce finds what looks like a version", function()
  for text, wanted in pairs {
    ["v1"] = "1.0.0", ["1.2"] = "1.2.0", ["nginx/1.25.3 (Ubuntu)"] = "1.25.3", ["go1.22.1"] = "1.22.1",
    ["version 01.02.03"] = "1.2.3", ["1.2.3-rc.1+b"] = "1.2.3-rc.1+b", ["1.2.3.4"] = "1.2.3",
    ["OpenSSH_9.6p1"] = "9.6.0",
    ["x"] = "nil", [""] = "nil", ["1.2-beta"] = "1.2.0",
  } do
    same({ text, tostring(semver.coerce(text)) }, { text, wanted })
  end
  same(tostring(semver.coerce(("9"):rep(30) .. " 1.2.3")), "1.2.3")
end)

return harness
