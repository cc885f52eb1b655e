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

---Judges the organisation as a whole.
---@param login string
---@param judgement Judgement
---@param data table
function M.of_organization(login, judgement, data)
  return {
    violation = judgement.violation,
    message = judgement.message,
    data = data,
    resources = { {
      id = login, type = "github.organization", name = login, violation = judgement.violation,
      message = judgement.message, data = judgement.data,
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
