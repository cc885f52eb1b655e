local access = require("lib.buckets")
local findings = require("lib.findings")
local policy = require("lib.policy")

local guide = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"

local function buckets(ctx)
  return ctx.get_data("s3_buckets").buckets
end

local judge_buckets = findings.about(buckets, "buckets")

task {
  name = "s3_public_access_block",
  title = "Bucket does not block public access",
  description = "Without all four settings of a public access block a policy or an ACL can open it to everybody.",
  type = "insight",
  severity = "high",
  depends_on = { "s3_buckets" },
  remediation = "Turn on all four settings of Block Public Access, best for the whole account.",
  references = { guide .. "access-control-block-public-access.html" },
  run = function(ctx)
    local account = access.account_block(ctx)
    return findings.of(buckets(ctx), "buckets", "do not block public access", function(bucket)
      if bucket.public_access_block ~= nil then
        local open = access.open_settings(bucket.public_access_block, account)
        return #open > 0, "off: " .. table.concat(open, ", ")
      end
    end)
  end,
}

task {
  name = "s3_account_public_access_block",
  title = "Account does not block public access to buckets",
  description = "The account's block holds for all buckets, those that somebody makes tomorrow too.",
  type = "insight",
  severity = "medium",
  depends_on = { "s3_account" },
  remediation = "Turn on all four settings of Block Public Access for the account.",
  references = { guide .. "configuring-block-public-access-account.html" },
  run = function(ctx)
    local data = ctx.get_data("s3_account")
    local open = access.open_settings(false, data.settings)
    local message = #open > 0 and "off: " .. table.concat(open, ", ") or "all four settings are on"
    return findings.of_account(data.arn, ctx.base("account"), #open > 0, message)
  end,
}

task {
  name = "s3_public_policy",
  title = "Bucket policy lets everybody in",
  description = "A statement allows the principal * without a condition that says who, and no block makes it void.",
  type = "insight",
  severity = "critical",
  depends_on = { "s3_buckets" },
  remediation = "Name the principals in the policy, and turn on Block Public Access.",
  references = { guide .. "access-control-block-public-access.html#access-control-block-public-access-policy-status" },
  run = function(ctx)
    local account = access.account_block(ctx)
    return findings.of(buckets(ctx), "buckets", "let everybody in", function(bucket)
      return access.is_public(bucket, account), "a statement of the policy allows everybody"
    end)
  end,
}

task {
  name = "s3_encryption",
  title = "Bucket without default encryption",
  description = "No rule says how new objects are encrypted.",
  type = "insight",
  severity = "medium",
  depends_on = { "s3_buckets" },
  remediation = "Set default encryption, with a KMS key where access to the key is to be governed too.",
  references = { guide .. "default-bucket-encryption.html" },
  run = judge_buckets("have no default encryption", function(bucket)
    if bucket.encryption ~= nil then
      return bucket.encryption == false, "no default encryption is set"
    end
  end),
}

task {
  name = "s3_insecure_transport",
  title = "Bucket can be used over plain http",
  description = "The policy does not deny requests that come without TLS.",
  type = "insight",
  severity = "medium",
  depends_on = { "s3_buckets" },
  remediation = "Add a statement that denies s3:* on the bucket and its objects where aws:SecureTransport is false.",
  references = { guide .. "security-best-practices.html#transit" },
  run = judge_buckets("answer over plain http", function(bucket)
    if bucket.policy ~= nil then
      local denied = bucket.policy and policy.denies_plain_http(bucket.policy, bucket.arn)
      return not denied, bucket.policy and "no statement denies plain http" or "there is no policy"
    end
  end),
}

task {
  name = "s3_versioning",
  title = "Bucket without versioning",
  description = "What is overwritten or deleted is gone.",
  type = "insight",
  severity = "low",
  depends_on = { "s3_buckets" },
  remediation = "Turn on versioning, with a lifecycle rule that removes old versions.",
  references = { guide .. "Versioning.html" },
  run = judge_buckets("keep no versions", function(bucket)
    if bucket.versioning ~= nil then
      local state = bucket.versioning and bucket.versioning:lower() or "never turned on"
      return bucket.versioning ~= "Enabled", "versioning is " .. state
    end
  end),
}

---The buckets that others log into: a bucket that logs into itself never comes to rest.
local function log_targets(list)
  local targets = {}
  for _, bucket in ipairs(list) do
    if bucket.logging then
      targets[bucket.logging] = true
    end
  end
  return targets
end

task {
  name = "s3_access_logging",
  title = "Bucket without access logs",
  description = "Who reads or changes its objects leaves no trace. Buckets that hold such logs are not judged.",
  type = "insight",
  severity = "low",
  depends_on = { "s3_buckets" },
  remediation = "Turn on server access logging into a bucket for logs, or data events of CloudTrail.",
  references = { guide .. "ServerLogs.html" },
  run = function(ctx)
    local list = buckets(ctx)
    local targets = log_targets(list)
    return findings.of(list, "buckets", "have no access logs", function(bucket)
      if bucket.logging ~= nil and not targets[bucket.name] then
        return bucket.logging == false, "server access logging is off"
      end
    end)
  end,
}
