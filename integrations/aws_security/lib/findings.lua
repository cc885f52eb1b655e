-- Turns the judgement of each thing into what an insight returns.
local M = {}

---@class Thing
---@field arn string
---@field type string such as "aws.s3.bucket"
---@field name string

---@class Judgement
---@field violation boolean
---@field message? string
---@field severity? string
---@field data? table

---@param things Thing[]
---@param noun string such as "buckets"
---@param fault string what the faulty ones have in common, after "3 of 50 buckets"
---@param judge fun(thing: Thing): boolean|Judgement|nil, string|nil whether it is a violation, and why; nil where the
---question does not arise or the answer is not known
function M.of(things, noun, fault, judge)
  local resources, faulty = json.array {}, 0
  for _, thing in ipairs(things) do
    local judgement, message = judge(thing)
    if type(judgement) == "boolean" then
      judgement = { violation = judgement, message = judgement and message or nil }
    end
    if judgement then
      faulty = faulty + (judgement.violation and 1 or 0)
      resources[#resources + 1] = {
        id = thing.arn, type = thing.type, name = thing.name, violation = judgement.violation,
        message = judgement.message, severity = judgement.severity, data = judgement.data,
      }
    end
  end
  return {
    violation = faulty > 0,
    message = ("%d of %d %s %s"):format(faulty, #resources, noun, fault),
    data = { judged = #resources, faulty = faulty },
    resources = resources,
  }
end

---Makes what `run` is for insights that ask one question of each thing of the same list:
---
---    local judge_buckets = findings.about(buckets, "buckets")
---    run = judge_buckets("keep no versions", function(bucket) return not bucket.versioning, "versioning is off" end)
---@param list fun(ctx: table): Thing[]
---@param noun string such as "buckets"
---@return fun(fault: string, judge: fun(thing: Thing): boolean|Judgement|nil, string|nil): fun(ctx: table): table
function M.about(list, noun)
  return function(fault, judge)
    return function(ctx)
      return M.of(list(ctx), noun, fault, judge)
    end
  end
end

---Judges the account as a whole.
---@param arn string
---@param name string
---@param violation boolean
---@param message string
function M.of_account(arn, name, violation, message)
  return {
    violation = violation,
    message = message,
    data = {},
    resources = {
      { id = arn, type = "aws.account", name = name, violation = violation, message = message },
    },
  }
end

return M
