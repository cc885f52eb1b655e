-- stdlib/aws.lua and its parts, with answers made here: what is asked, what is made of answers, when it is asked again.
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults

local sent, slept, logged, answers

--- A host whose http answers from `answers`, and whose xml gives the table that stands for a body.
local function open()
  sent, slept, logged, answers = {}, {}, {}, {}
  local host
  host = harness.host {
    sleep = function(seconds) slept[#slept + 1] = seconds end,
    ["ctx.add_log"] = function(text) logged[#logged + 1] = text end,
    ["time.now"] = function() return 1000 end,
  }
  local bodies = {}
  host.json.encode = function(value)
    local parts = {}
    for key, item in pairs(value) do
      parts[#parts + 1] = ("%s=%s"):format(key, tostring(item))
    end
    table.sort(parts)
    return "{" .. table.concat(parts, ",") .. "}"
  end
  host.json.decode = function(text) return bodies[text] or error("no JSON", 0) end
  local http_errors = {}
  local parts = {
    http = {
      request = function(method, url, options)
        sent[#sent + 1] = { method = method, url = url, options = options }
        local answer = table.remove(answers, 1) or error("nothing more to answer", 0)
        if answer.kind then
          http_errors[answer] = true
          error(answer, 0)
        end
        local text = (answer.xml and "<" or "{") .. tostring(answer):match("0x%x+")
        bodies[text] = answer.xml or answer.json
        local response = { status = answer.status or 200, headers = answer.headers or {}, body = answer.body or text }
        response.json = function() return bodies[text] end
        return response
      end,
      is_error = function(value) return http_errors[value] == true end,
    },
    xml = {
      to_table = function(text) return bodies[text] or error("no XML", 0), "Root" end,
      list = function(value)
        if value == nil or value == "" then
          return {}
        end
        return #value > 0 and value or { value }
      end,
    },
  }
  local standard = host.standard
  host.standard = function(name) return parts[name] or standard(name) end
  return host.standard("aws"), host
end

local function client(aws, service, more)
  local options = {
    service = service, region = "eu-central-1",
    credentials = { access_key_id = "AKID", secret_access_key = "secret", session_token = "token" },
  }
  for key, value in pairs(more or {}) do
    options[key] = value
  end
  return aws.client(options)
end

case("the query protocol sends a form to the service of the partition", function()
  local aws = open()
  answers = { { xml = { ListUsersResult = { Users = { { UserName = "ada" } } } } } }
  local params = { PathPrefix = "/", Names = { "a", "b" }, Filter = { Key = true } }
  local result = client(aws, "iam"):call("ListUsers", params)
  same(result, { Users = { { UserName = "ada" } } })
  same({ sent[1].method, sent[1].url }, { "POST", "https://iam.amazonaws.com/" })
  same(sent[1].options.form, {
    Action = "ListUsers", Version = "2010-05-08", PathPrefix = "/", ["Names.member.1"] = "a", ["Names.member.2"] = "b",
    ["Filter.Key"] = true,
  })
  same(sent[1].options.auth.aws, {
    access_key_id = "AKID", secret_access_key = "secret", session_token = "token", region = "us-east-1",
    service = "iam",
  })
end)

case("EC2 numbers the items of a list without a word before", function()
  local aws = open()
  answers = { { xml = { vpcSet = {} } } }
  client(aws, "ec2"):call("DescribeVpcs", { VpcIds = { "vpc-1" }, Filters = { { Name = "x", Values = { "1", "2" } } } })
  same(sent[1].options.form, {
    Action = "DescribeVpcs", Version = "2016-11-15", ["VpcId.1"] = "vpc-1", ["Filter.1.Name"] = "x",
    ["Filter.1.Value.1"] = "1", ["Filter.1.Value.2"] = "2",
  })
end)

case("RDS has names of its own for the items of lists", function()
  local aws = open()
  answers = { { xml = {} } }
  client(aws, "rds"):call("DescribeDBInstances", { Filters = { { Name = "engine", Values = { "postgres" } } } })
  same(sent[1].options.form["Filters.Filter.1.Values.Value.1"], "postgres")
end)

case("the JSON protocol names its operation in a header", function()
  local aws = open()
  answers = { { json = { Keys = {} } }, { json = {} } }
  local kms = client(aws, "kms", { endpoint = "http://127.0.0.1:5000/" })
  same(kms:call("ListKeys"), { Keys = {} })
  same({ sent[1].url, sent[1].options.body, sent[1].options.headers["x-amz-target"] },
    { "http://127.0.0.1:5000/", "{}", "TrentService.ListKeys" })
  kms:call("ListKeys", { Limit = 5 })
  same(sent[2].options.body, "{Limit=5}")
end)

case("S3 asks by path, with parameters in query and headers", function()
  local aws = open()
  answers = { { xml = {} }, { body = "{}" }, { body = "text" } }
  local s3 = client(aws, "s3")
  s3:call("ListObjectsV2", { Bucket = "b", Prefix = "a b/", MaxKeys = 2, ExpectedBucketOwner = "1" })
  same({ sent[1].url, sent[1].options.query, sent[1].options.headers }, {
    "https://s3.eu-central-1.amazonaws.com/b?list-type=2", { prefix = "a b/", ["max-keys"] = 2 },
    { ["x-amz-expected-bucket-owner"] = "1" },
  })
  same(s3:call("GetBucketPolicy", { Bucket = "b" }), { Policy = "{}" })
  same(s3:call("GetObject", { Bucket = "b", Key = "a/b c.txt" }), { Body = "text" })
  same(sent[3].url, "https://s3.eu-central-1.amazonaws.com/b/a/b%20c.txt")
end)

case("a bucket elsewhere is asked there, from then on at once", function()
  local aws = open()
  answers = {
    { status = 301, xml = { Code = "PermanentRedirect", Message = "elsewhere" },
      headers = { ["x-amz-bucket-region"] = "us-west-2" } },
    { xml = { Status = "Enabled" } }, { xml = {} },
  }
  local s3 = client(aws, "s3")
  same(s3:call("GetBucketVersioning", { Bucket = "b" }), { Status = "Enabled" })
  s3:call("GetBucketLogging", { Bucket = "b" })
  same({ sent[2].url, sent[2].options.auth.aws.region, sent[3].options.auth.aws.region, #sent },
    { "https://s3.us-west-2.amazonaws.com/b?versioning", "us-west-2", "us-west-2", 3 })
end)

for what, answer in pairs {
  ["of the query protocol"] = { xml = { Error = { Code = "AccessDenied", Message = "no" }, RequestId = "r1" } },
  ["of EC2"] = { xml = { Errors = { Error = { Code = "AccessDenied", Message = "no" } }, RequestID = "r1" } },
  ["of S3"] = { xml = { Code = "AccessDenied", Message = "no", RequestId = "r1" } },
  ["of JSON"] = {
    json = { __type = "com.amazon#AccessDenied", message = "no" }, headers = { ["x-amzn-requestid"] = "r1" },
  },
} do
  case("a fault " .. what .. " is a value", function()
    local aws = open()
    answer.status = 403
    answers = { answer }
    local result, fault = client(aws, "kms"):call("ListKeys")
    same(result, nil)
    same({ fault.code, fault.message, fault.request_id, fault.status }, { "AccessDenied", "no", "r1", 403 })
    same({ aws.is_error(fault), aws.is_denied(fault), #sent, #slept }, { true, true, 1, 0 })
    same(tostring(fault), "kms ListKeys in eu-central-1: AccessDenied: no (status 403, request r1)")
  end)
end

case("an answer without a reason is a fault by its status", function()
  local aws = open()
  answers = { { status = 404, body = "" } }
  local _, fault = client(aws, "s3"):call("HeadBucket", { Bucket = "b" })
  same({ fault.code, fault.message }, { "404", "the answer gives no reason" })
end)

case("what is throttled is tried again, with pauses that grow, in the log", function()
  local aws = open()
  local busy = { status = 400, json = { __type = "ThrottlingException", message = "Rate exceeded" } }
  answers = { busy, { status = 503, body = "" }, { kind = "reset", message = "broken" }, { json = { Keys = {} } } }
  same(client(aws, "kms"):call("ListKeys"), { Keys = {} })
  same({ #sent, #slept, #logged }, { 4, 3, 3 })
  for try, seconds in ipairs(slept) do
    assert(seconds >= 0 and seconds <= 0.5 * 2 ^ (try - 1), "pause " .. try)
  end
  assert(logged[1]:find("ThrottlingException: Rate exceeded", 1, true), logged[1])
  assert(logged[1]:find("(1 of 4)", 1, true), logged[1])
end)

case("it is given up after the tries that were asked for", function()
  local aws = open()
  local refused = { kind = "refused", message = "nothing listens" }
  answers = { refused, refused, { json = {} } }
  local _, fault = client(aws, "kms", { retry = 1 }):call("ListKeys")
  same({ fault.code, fault.kind, #sent }, { "Transport", "refused", 2 })
end)

case("a transport that failed for good is not tried again", function()
  local aws = open()
  answers = { { kind = "tls", message = "unknown authority" } }
  local _, fault = client(aws, "kms"):call("ListKeys")
  same({ fault.kind, #sent }, { "tls", 1 })
end)

local paged = {
  { "iam", "ListUsers", { IsTruncated = "true", Marker = "m" }, { IsTruncated = "false" }, "Marker", "query" },
  { "rds", "DescribeDBInstances", { Marker = "m" }, {}, "Marker", "query" },
  { "kms", "ListKeys", { Truncated = true, NextMarker = "m" }, { Truncated = false }, "Marker" },
  { "ecs", "ListClusters", { nextToken = "m" }, {}, "nextToken" },
  { "ec2", "DescribeVpcs", { nextToken = "m" }, { nextToken = "" }, "NextToken", "ec2" },
  { "dynamodb", "ListTables", { LastEvaluatedTableName = "m" }, {}, "ExclusiveStartTableName" },
}
for _, row in ipairs(paged) do
  local service, operation, first, last, parameter, protocol = table.unpack(row)
  case(("%s %s goes through its pages"):format(service, operation), function()
    local aws = open()
    first.Items, last.Items = { "a", "b" }, { "c" }
    for index, page in ipairs { first, last } do
      answers[index] = protocol == "query" and { xml = { [operation .. "Result"] = page } }
        or protocol == "ec2" and { xml = page } or { json = page }
    end
    same(client(aws, service):list(operation, {}, "Items"), { "a", "b", "c" })
    local asked = sent[2].options.form or sent[2].options.body
    same(type(asked) == "table" and asked[parameter] or asked:match(parameter .. "=(%w+)"), "m")
  end)
end

case("S3 repeats the token of a request, which leads nowhere", function()
  local aws = open()
  answers = {
    { xml = { IsTruncated = "true", NextContinuationToken = "t", Contents = { "a" } } },
    { xml = { IsTruncated = "false", ContinuationToken = "t", Contents = { "b" } } },
  }
  same(client(aws, "s3"):list("ListObjectsV2", { Bucket = "b" }, "Contents"), { "a", "b" })
end)

case("pages that lead in a circle are an error", function()
  local aws = open()
  local page = { NextToken = "t", Items = { 1 } }
  answers = { { json = page }, { json = page } }
  faults("a page that was there already", function()
    for _ in client(aws, "ssm"):pages("DescribeParameters", {}, "Items") do
      same(#sent > 0, true)
    end
  end)
end)

case("list gives a fault as a value, pages raise it", function()
  local aws = open()
  local denied = { status = 400, json = { __type = "AccessDeniedException" } }
  answers = { denied, denied }
  local items, fault = client(aws, "kms"):list("ListKeys", {}, "Keys")
  same({ items, fault.code }, { nil, "AccessDeniedException" })
  local raised = harness.fault(function() return client(aws, "kms"):pages("ListKeys", {}, "Keys") end)
  same(raised.code, "AccessDeniedException")
end)

case("a role is assumed, and again before it expires", function()
  local aws = open()
  local function given(id, expires)
    return { xml = { AssumeRoleResult = { Credentials = {
      AccessKeyId = id, SecretAccessKey = "s" .. id, SessionToken = "t" .. id, Expiration = expires,
    } } } }
  end
  -- The clock stands at 1970-01-01T00:16:40Z.
  answers = { given("A", "1970-01-01T00:20:00Z"), given("B", "1970-01-01T01:20:00Z"), { json = {} }, { json = {} } }
  local credentials = aws.assume_role {
    role_arn = "arn:aws:iam::123456789012:role/audit", region = "eu-central-1", external_id = "x",
    credentials = { access_key_id = "AKID", secret_access_key = "secret" },
  }
  same(sent[1].options.form.ExternalId, "x")
  local kms = client(aws, "kms", { credentials = credentials })
  kms:call("ListKeys")
  kms:call("ListKeys")
  same({ #sent, sent[3].options.auth.aws.access_key_id, sent[4].options.auth.aws.session_token }, { 4, "B", "tB" })
end)

case("profiles are read from the text of a file", function()
  local aws = open()
  local text = "[default]\naws_access_key_id = A\n# no = comment\n\n"
    .. "[profile audit]\r\nregion=eu-west-1\r\nrole_arn = x=y\n"
  same(aws.profile(text), { aws_access_key_id = "A" })
  same(aws.profile(text, "audit"), { region = "eu-west-1", role_arn = "x=y" })
  faults('aws.profile: there is no profile "prod"; the text has default, audit', aws.profile, text, "prod")
end)

case("credentials show no secret", function()
  local aws = open()
  local credentials = aws.credentials { access_key_id = "AKID", secret_access_key = "secret" }
  same(tostring(credentials), "aws.Credentials(AKID)")
  for key, value in pairs(credentials) do
    assert(value ~= "secret", key)
  end
  faults("aws.credentials: secret_access_key is missing", aws.credentials, { access_key_id = "AKID" })
  faults("secret_access_key holds white space", aws.credentials, { access_key_id = "A", secret_access_key = "s\n" })
end)

case("hosts of all partitions", function()
  local _, host = open()
  local endpoints, services = host.standard("_aws_endpoints"), host.standard("_aws_services")
  for _, row in ipairs {
    { "iam", "eu-central-1", "https://iam.amazonaws.com", "us-east-1" },
    { "iam", "cn-north-1", "https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1" },
    { "iam", "us-gov-east-1", "https://iam.us-gov.amazonaws.com", "us-gov-west-1" },
    { "sts", "eu-central-1", "https://sts.eu-central-1.amazonaws.com", "eu-central-1" },
    { "s3", "cn-north-1", "https://s3.cn-north-1.amazonaws.com.cn", "cn-north-1" },
    { "organizations", "eu-central-1", "https://organizations.us-east-1.amazonaws.com", "us-east-1" },
    { "ecr", "eu-central-1", "https://api.ecr.eu-central-1.amazonaws.com", "eu-central-1" },
    { "cloudwatch", "eu-central-1", "https://monitoring.eu-central-1.amazonaws.com", "eu-central-1" },
  } do
    same({ endpoints.resolve(services.find(row[1]), row[1], row[2]) }, { row[3], row[4] })
  end
end)

for fault, options in pairs {
  ['there is no service "s4"'] = { service = "s4" },
  ["the option region must be a region such as eu-central-1"] = { region = "Europe" },
  ["the option endpoint must be a URL without a path"] = { endpoint = "http://127.0.0.1/x" },
  ["the option retry must be a whole number from 0"] = { retry = -1 },
  ["there is no option \"regions\""] = { regions = "x" },
} do
  case("a client refuses: " .. fault, function()
    local aws = open()
    faults(fault, client, aws, options.service or "s3", options)
  end)
end

case("operations that cannot be built are errors that say what to do", function()
  local aws = open()
  local s3 = client(aws, "s3")
  faults("did you mean GetBucketPolicy?", s3.call, s3, "GetBucketPolicies", { Bucket = "b" })
  faults("the parameter Bucket is missing", s3.call, s3, "GetBucketPolicy", {})
  faults("call it with a colon", s3.call, "ListBuckets")
end)

case("a URL is signed by who was given, from now on", function()
  local aws, host = open()
  local given
  host["aws.presign"] = function(...)
    given = table.pack(...)
    return "signed"
  end
  local keys = { access_key_id = "a", secret_access_key = "b", session_token = "c" }
  same(aws.presign("https://b.s3.amazonaws.com/k", { credentials = keys, region = "eu-central-1" }), "signed")
  same({ given[1], given[2], given[4], given[5] }, { "GET", "https://b.s3.amazonaws.com/k", 3600, 1000000 })
  same(given[3], {
    access_key_id = "a", secret_access_key = "b", session_token = "c", region = "eu-central-1", service = "s3",
  })
end)

case("a URL that cannot be signed so is refused", function()
  local aws = open()
  local keys = { access_key_id = "a", secret_access_key = "b" }
  local url = "https://b.s3.amazonaws.com/k"
  faults("the URL must be a string", aws.presign, nil, {})
  faults("the option region is missing", aws.presign, url, { credentials = keys })
  faults("the option credentials is missing", aws.presign, url, { region = "x" })
  faults("must be at most 604800 seconds", aws.presign, url, { credentials = keys, region = "x", expires = 604801 })
  faults("the option expires must be", aws.presign, url, { credentials = keys, region = "x", expires = 0 })
  faults("the option method must be a word", aws.presign, url, { credentials = keys, region = "x", method = "GE T" })
end)

return harness
