-- Turns the judgement of each thing into what an insight returns.
local tbl = require("tbl")

local M = {}

---@class Judgement
---@field violation boolean
---@field message string
---@field severity string|nil
---@field data table|nil

---@class Subject what all resources of an insight have in common
---@field type string such as "github.repository"
---@field things string plural, after "3 of 50"
---@field fault string what the faulty ones do, after the things
---@field id fun(item: table): string the same from run to run
---@field name fun(item: table): string

---Judges each item; those for which `judge` gives nil are left out, for the question does not arise.
---@param items table[]
---@param subject Subject
---@param judge fun(item: table): Judgement|nil
function M.of(items, subject, judge)
  local resources = tbl.map(items, function(item)
    local judgement = judge(item)
    if judgement then
      return {
        id = subject.id(item), type = subject.type, name = subject.name(item), violation = judgement.violation,
        message = judgement.message, severity = judgement.severity, data = judgement.data or item,
      }
    end
  end)
  local faulty = tbl.pluck(tbl.filter(resources, "violation"), "id")
  return {
    violation = #faulty > 0,
    message = ("%d of %d %s %s"):format(#faulty, #resources, subject.things, subject.fault),
    data = { judged = #resources, faulty = json.array(faulty) },
    resources = resources,
  }
end

---Judges one setting of the organisation. GitHub shows most settings to owners only: what is not shown is not judged.
---@param ctx table
---@param setting string as GitHub calls it
---@param judge fun(value: any): boolean, string whether it is a violation, and what is the case
function M.of_setting(ctx, setting, judge)
  local settings = ctx.get_data("organization").settings
  local value = settings[setting]
  if tbl.is_absent(value) then
    local message = setting .. " is not visible to this token, and is not judged: an owner's token with the scope "
      .. "admin:org sees it, or a GitHub App with the permission organization_administration=read"
    return { violation = false, message = message, data = { judged = 0 } }
  end
  local violation, message = judge(value)
  return {
    violation = violation,
    message = message,
    data = { judged = 1, [setting] = value },
    resources = { {
      id = settings.login, type = "github.organization", name = settings.login, violation = violation,
      message = message, data = { [setting] = value },
    } },
  }
end

---A list of names for a message: the first few, and how many more there are.
---@param names string[]
---@return string
function M.listed(names)
  local shown = table.concat(tbl.slice(names, 1, 5), ", ")
  return #names > 5 and ("%s and %d more"):format(shown, #names - 5) or shown
end

local function field(name)
  return function(item)
    return item[name]
  end
end

M.repository = {
  type = "github.repository", things = "repositories", id = field("full_name"), name = field("full_name"),
}

M.branch = {
  type = "github.branch", things = "default branches",
  id = function(branch) return branch.repository .. "#branch=" .. branch.name end,
  name = function(branch) return branch.repository .. " " .. branch.name end,
}

---A subject with the words for one insight.
---@param subject table
---@param fault string
---@return Subject
function M.subject(subject, fault)
  return tbl.merge(subject, { fault = fault })
end

---Subjects that hang on something: `owner` and `key` name fields of the item; its id is owner#kind=key.
---@param kind string
---@param things string
---@param fields { owner: string, key: string, name: string }
function M.part(kind, things, fields)
  return {
    type = "github." .. kind, things = things, name = field(fields.name),
    id = function(item) return ("%s#%s=%s"):format(item[fields.owner], kind, item[fields.key]) end,
  }
end

return M
