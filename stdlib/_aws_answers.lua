local host = ...
local xml = host.standard("xml")

--- What AWS answered: results as tables, faults with their code.
local M = {}

--- What AWS says when it is asked too often, whatever the status.
local throttling = {
  BandwidthLimitExceeded = true, EC2ThrottledException = true, LimitExceededException = true,
  PriorRequestNotComplete = true, ProvisionedThroughputExceededException = true, RequestLimitExceeded = true,
  RequestThrottled = true, RequestThrottledException = true, SlowDown = true, ThrottledException = true,
  Throttling = true, ThrottlingException = true, TooManyRequestsException = true, TransactionInProgressException = true,
}
local transient = {
  InternalError = true, InternalFailure = true, RequestTimeout = true, RequestTimeoutException = true,
  ServiceUnavailable = true, ["503"] = true,
}
local transient_status = { [429] = true, [500] = true, [502] = true, [503] = true, [504] = true }

--- Whether asking again may help.
---@param code string
---@param status integer
---@return boolean
function M.is_transient(code, status)
  return throttling[code] or transient[code] or transient_status[status] or false
end

--- The name of a fault without what stands around it: "com.amazonaws.x#NotFoundException:http://…".
local function bare(name)
  return name and tostring(name):match("([^#:]+)[^#]*$") or nil
end

local function json_fault(response)
  local ok, body = pcall(host.json.decode, response.body)
  body = ok and type(body) == "table" and body or {}
  local named = response.headers["x-amzn-errortype"] or body.__type or body.code or body.Code
  named = type(named) == "string" and named:gsub("^.*#", ""):gsub(":.*$", "") or nil
  local message = body.message or body.Message or body.errorMessage
  return named, type(message) == "string" and message or nil
end

local function xml_fault(response)
  local ok, body = pcall(xml.to_table, response.body, { attributes = false, strip_prefixes = true })
  if not ok or type(body) ~= "table" then
    return nil
  end
  local fault = body.Errors or body
  fault = type(fault) == "table" and fault.Error or fault
  fault = host.json.is_array(fault) and fault[1] or fault
  if type(fault) ~= "table" then
    return nil
  end
  local id = body.RequestId or body.RequestID or fault.RequestId
  return bare(fault.Code), fault.Message, type(id) == "string" and id or nil, fault
end

local function looks_like_xml(body)
  return body:find("^%s*<") ~= nil
end

--- Code, message, request id and details of an answer that is a fault.
---@param response http.Response
---@return string code
---@return string message
---@return string? request_id
---@return table? details
function M.fault(response)
  local headers = response.headers
  local code, message, id, details
  if looks_like_xml(response.body) then
    code, message, id, details = xml_fault(response)
  else
    code, message = json_fault(response)
  end
  id = headers["x-amzn-requestid"] or headers["x-amz-request-id"] or id
  return code or tostring(response.status), message or "the answer gives no reason", id, details
end

local function read_xml(response, options)
  return xml.to_table(response.body, {
    items = options.items, lists = options.lists, attributes = false, strip_prefixes = true,
  })
end

local readers = {}

function readers.query(response, service, request, operation)
  local body = read_xml(response, { items = service.items, lists = request.lists })
  local result = type(body) == "table" and body[operation .. "Result"]
  return type(result) == "table" and result or {}
end

function readers.ec2(response, service, request)
  local body = read_xml(response, { items = service.items, lists = request.lists })
  return type(body) == "table" and body or {}
end

function readers.json(response)
  return response.body == "" and {} or response:json()
end

readers["rest-json"] = readers.json

readers["rest-xml"] = function(response, service, request)
  local operation = request.operation or {}
  if operation.raw then
    return { [operation.raw] = response.body }
  elseif response.body == "" then
    return {}
  end
  local body, root = read_xml(response, { items = service.items, lists = request.lists or operation.lists })
  if type(body) ~= "table" then
    return body == "" and {} or { [root] = body }
  end
  return body
end

--- The result in an answer, by the service's protocol. A body that cannot be read is an error.
---@param response http.Response
---@param service aws.Service
---@param request aws.Request
---@param operation string
---@return table
function M.read(response, service, request, operation)
  return readers[service.protocol](response, service, request, operation)
end

return M
