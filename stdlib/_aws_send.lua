local host = ...
local http = host.standard("http")
local answers = host.standard("_aws_answers")
local credentials = host.standard("_aws_credentials")
local errors = host.standard("_aws_errors")

--- Sends requests to AWS, again where that may help.
local M = {}

local first_pause, longest_pause = 0.5, 20

--- Full jitter: any time up to a bound that doubles with each try.
local function pause(try)
  return math.random() * math.min(longest_pause, first_pause * 2 ^ (try - 1))
end

local transient_kinds = { dns = true, refused = true, timeout = true, reset = true }

local function options_of(client, request, region)
  return {
    headers = request.headers, query = request.query, form = request.form, body = request.body,
    auth = { aws = credentials.signing(client.credentials, region, client.signing) },
    timeout = client.timeout, redirects = 0, retry = 0, max_body = client.max_body,
  }
end

local function fault_of(client, operation, region, fields)
  fields.service, fields.operation, fields.region = client.name, operation, region
  return errors.make(fields)
end

local function try_once(client, request, operation, region, base)
  local ok, response = pcall(http.request, request.method, base .. request.path, options_of(client, request, region))
  if not ok then
    if not http.is_error(response) then
      host.raise(response)
    end
    return nil, fault_of(client, operation, region, {
      code = "Transport", kind = response.kind, message = response.message,
    }), transient_kinds[response.kind]
  end
  if response.status < 300 then
    return response
  end
  local code, message, request_id, details = answers.fault(response)
  local fault = fault_of(client, operation, region, {
    code = code, kind = "api", message = message, status = response.status, request_id = request_id, details = details,
  })
  return nil, fault, answers.is_transient(code, response.status), response
end

--- The region in which S3 says that a bucket is; nil where it does not.
local function told_region(fault, response, region)
  local wrong = fault.code == "PermanentRedirect" or fault.code == "AuthorizationHeaderMalformed"
    or fault.code == "IllegalLocationConstraintException" or fault.status == 301 or fault.status == 307
  local told = wrong and response
    and (response.headers["x-amz-bucket-region"] or fault.details and fault.details.Region)
  return told and told ~= region and told or nil
end

--- Sends a request until it is answered, fails for good, or was tried often enough.
---@async
---@param client table the client's own state
---@param request aws.Request
---@param operation string
---@return http.Response?
---@return aws.Error?
function M.send(client, request, operation)
  local region = request.bucket and client.bucket_regions[request.bucket] or client.region
  local try, moved = 1, false
  while true do
    local base = client.base_of(region)
    local response, fault, transient, answer = try_once(client, request, operation, region, base)
    if response then
      return response
    end
    local elsewhere = request.bucket and not moved and told_region(fault, answer, region)
    if elsewhere then
      region, moved = elsewhere, true
      client.bucket_regions[request.bucket] = elsewhere
    elseif not transient or try > client.retry then
      return nil, fault
    else
      local seconds = pause(try)
      host["ctx.add_log"](("%s; trying again in %.1f s (%d of %d)"):format(tostring(fault), seconds, try, client.retry))
      host.sleep(seconds)
      try = try + 1
    end
  end
end

return M
