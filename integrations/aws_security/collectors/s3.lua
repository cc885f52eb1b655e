local account = require("lib.account")
local calls = require("lib.calls")
local policy = require("lib.policy")

---What is asked of each bucket: the field that it fills, the operation, the code that means "not set", what is kept.
local questions = {
  {
    field = "public_access_block", operation = "GetPublicAccessBlock", absent = "NoSuchPublicAccessBlockConfiguration",
    keep = function(answer)
      local block = {}
      for name, value in pairs(answer) do
        block[name] = value == "true"
      end
      return block
    end,
  },
  {
    field = "policy", operation = "GetBucketPolicy", absent = "NoSuchBucketPolicy",
    keep = function(answer)
      return policy.parse(answer.Policy)
    end,
  },
  {
    field = "encryption", operation = "GetBucketEncryption",
    absent = "ServerSideEncryptionConfigurationNotFoundError",
    keep = function(answer)
      local rule = answer.Rule and answer.Rule[1]
      local default = rule and rule.ApplyServerSideEncryptionByDefault
      return default and default.SSEAlgorithm or false
    end,
  },
  {
    field = "versioning", operation = "GetBucketVersioning",
    keep = function(answer)
      return answer.Status or false
    end,
  },
  {
    field = "logging", operation = "GetBucketLogging",
    keep = function(answer)
      local enabled = answer.LoggingEnabled
      return type(enabled) == "table" and enabled.TargetBucket or false
    end,
  },
}

local function fetch_buckets(ctx)
  local client = account.client("s3")
  local buckets, asked = json.array {}, {}
  for _, bucket in ipairs(calls.all(client, "ListBuckets", { MaxBuckets = 1000 }, "Buckets")) do
    local found = {
      name = bucket.Name, arn = "arn:aws:s3:::" .. bucket.Name, type = "aws.s3.bucket", created = bucket.CreationDate,
    }
    buckets[#buckets + 1] = found
    for _, question in ipairs(questions) do
      asked[#asked + 1] = { bucket = found, question = question }
    end
  end
  async.map(asked, function(one)
    local question, bucket = one.question, one.bucket
    local answer = calls.ask(ctx, "bucket " .. bucket.name, client, question.operation, { Bucket = bucket.name },
      question.absent)
    if answer then
      bucket[question.field] = question.keep(answer)
    else
      bucket[question.field] = answer
    end
  end, { limit = calls.limit(ctx) })
  return buckets
end

task {
  name = "s3_buckets",
  title = "S3 buckets and their settings",
  description = "Lists the buckets; asks each for public access block, policy, encryption, versioning and logging.",
  run = function(ctx)
    local buckets = fetch_buckets(ctx)
    return { data = { buckets = buckets }, message = ("%d buckets"):format(#buckets) }
  end,
}

task {
  name = "s3_account",
  title = "Public access block of the account",
  run = function(ctx)
    local id = ctx.base("account")
    local block, fault = account.client("s3control"):call("GetPublicAccessBlock", { AccountId = id })
    if fault and fault.code ~= "NoSuchPublicAccessBlockConfiguration" then
      error(fault, 0)
    end
    local settings = {}
    for name, value in pairs(block or {}) do
      settings[name] = value == "true"
    end
    return { data = { settings = settings, arn = ("arn:aws:s3::%s:account"):format(id) } }
  end,
}
