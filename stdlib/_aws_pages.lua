local host = ...
local xml = host.standard("xml")

--- How the answers of AWS say that there is more, and what to ask for it.
local M = {}

-- In the order in which they are looked for: what the answer holds, what the next request sends. A flag that `if_true`
-- names decides where it is there: S3 repeats the token of a request in the answer.
local rules = {
  { answer = "NextContinuationToken", request = "ContinuationToken", if_true = "IsTruncated" },
  { answer = "NextKeyMarker", request = "KeyMarker", if_true = "IsTruncated",
    also = { NextVersionIdMarker = "VersionIdMarker", NextUploadIdMarker = "UploadIdMarker" } },
  { answer = "NextRecordName", request = "StartRecordName", if_true = "IsTruncated",
    also = { NextRecordType = "StartRecordType" } },
  { answer = "NextMarker", request = "Marker" },
  { answer = "Marker", request = "Marker", if_true = "IsTruncated" },
  { answer = "NextToken", request = "NextToken" },
  { answer = "nextToken", request = "nextToken", ec2 = "NextToken" },
  { answer = "ContinuationToken", request = "ContinuationToken", if_true = "IsTruncated" },
  { answer = "PaginationToken", request = "PaginationToken" },
  { answer = "LastEvaluatedKey", request = "ExclusiveStartKey" },
  { answer = "LastEvaluatedTableName", request = "ExclusiveStartTableName" },
  { answer = "NextPageToken", request = "PageToken" },
  { answer = "position", request = "position" },
}

local function more_follows(answer, flag)
  local value = flag and answer[flag]
  return value == nil or value == true or value == "true"
end

local function token_of(answer, name)
  local token = answer[name]
  return token ~= nil and token ~= "" and token ~= host.json.null and token or nil
end

--- What the next request has to send besides; nil where this was the last page.
---@param answer table
---@param protocol string
---@return table<string, any>?
function M.next(answer, protocol)
  for _, rule in ipairs(rules) do
    local token = token_of(answer, rule.answer)
    if token then
      if not more_follows(answer, rule.if_true) then
        return nil
      end
      local more = { [protocol == "ec2" and rule.ec2 or rule.request] = token }
      for name, parameter in pairs(rule.also or {}) do
        more[parameter] = token_of(answer, name)
      end
      return more
    end
  end
end

--- The list at a path such as "Users" or "DistributionList.Items" of an answer; empty where there is none.
---@param answer table
---@param path string
---@return any[]
function M.items(answer, path)
  local value = answer
  for name in path:gmatch("[^.]+") do
    value = type(value) == "table" and value[name] or nil
  end
  if value == host.json.null then
    value = nil
  end
  return xml.list(value)
end

return M
