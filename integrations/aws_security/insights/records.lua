local access = require("lib.buckets")
local findings = require("lib.findings")

local guide = "https://docs.aws.amazon.com/"
local trail_guide = guide .. "awscloudtrail/latest/userguide/"
local database_guide = guide .. "AmazonRDS/latest/UserGuide/"

local function trails(ctx)
  return ctx.get_data("cloudtrail_trails").trails
end

local judge_trails = findings.about(trails, "trails")

local judge_keys = findings.about(function(ctx)
  return ctx.get_data("kms_keys").keys
end, "keys")

local judge_databases = findings.about(function(ctx)
  return ctx.get_data("rds_instances").instances
end, "databases")

task {
  name = "cloudtrail_multi_region",
  title = "No trail records all regions",
  description = "What happens in a region without a trail leaves no trace beyond 90 days.",
  type = "insight",
  severity = "high",
  depends_on = { "cloudtrail_trails" },
  remediation = "Make a trail of all regions, and start it.",
  references = { trail_guide .. "receive-cloudtrail-log-files-from-multiple-regions.html" },
  run = function(ctx)
    local message = "no trail records all regions"
    local recorded = false
    for _, trail in ipairs(trails(ctx)) do
      recorded = recorded or trail.multi_region and trail.logging
      if trail.multi_region and not trail.logging then
        message = ("%s is for all regions, but does not record"):format(trail.name)
      end
    end
    local id = ctx.base("account")
    return findings.of_account(("arn:aws:cloudtrail::%s:account"):format(id), id, not recorded,
      recorded and "a trail records all regions" or message)
  end,
}

task {
  name = "cloudtrail_validation",
  title = "Trail without digests",
  description = "Whoever can write to the bucket can change what happened.",
  type = "insight",
  severity = "medium",
  depends_on = { "cloudtrail_trails" },
  remediation = "Turn on log file validation.",
  references = { trail_guide .. "cloudtrail-log-file-validation-intro.html" },
  run = judge_trails("have no digests", function(trail)
    return not trail.validated, "log file validation is off"
  end),
}

task {
  name = "cloudtrail_encryption",
  title = "Trail without a KMS key",
  description = "The key's policy is a second lock on the records.",
  type = "insight",
  severity = "low",
  depends_on = { "cloudtrail_trails" },
  remediation = "Encrypt the trail with a KMS key.",
  references = { trail_guide .. "encrypting-cloudtrail-log-files-with-aws-kms.html" },
  run = judge_trails("have no KMS key", function(trail)
    return not trail.encrypted, "no KMS key"
  end),
}

task {
  name = "cloudtrail_log_group",
  title = "Trail that leads to no log group",
  description = "Without a log group nothing can watch the records as they come.",
  type = "insight",
  severity = "low",
  depends_on = { "cloudtrail_trails" },
  remediation = "Send the trail to a log group of CloudWatch Logs.",
  references = { trail_guide .. "send-cloudtrail-events-to-cloudwatch-logs.html" },
  run = judge_trails("lead to no log group", function(trail)
    return not trail.watched, "no log group"
  end),
}

---The buckets of the trails, as far as they are in this account.
local function trail_buckets(ctx)
  local wanted, found = {}, {}
  for _, trail in ipairs(trails(ctx)) do
    wanted[trail.bucket] = true
  end
  for _, bucket in ipairs(ctx.get_data("s3_buckets").buckets) do
    if wanted[bucket.name] then
      found[#found + 1] = bucket
    end
  end
  return found
end

task {
  name = "cloudtrail_bucket_public",
  title = "Everybody may read the trail's bucket",
  description = "The records tell who may do what in the account, and when nobody looks.",
  type = "insight",
  severity = "critical",
  depends_on = { "cloudtrail_trails", "s3_buckets" },
  remediation = "Turn on Block Public Access for the bucket.",
  references = { trail_guide .. "create-s3-bucket-policy-for-cloudtrail.html" },
  run = function(ctx)
    local account = access.account_block(ctx)
    return findings.of(trail_buckets(ctx), "buckets of trails", "let everybody in", function(bucket)
      return access.is_public(bucket, account), "its policy lets everybody in"
    end)
  end,
}

task {
  name = "cloudtrail_bucket_logging",
  title = "The trail's bucket has no access logs",
  description = "Who reads or removes the records leaves no trace.",
  type = "insight",
  severity = "low",
  depends_on = { "cloudtrail_trails", "s3_buckets" },
  remediation = "Turn on server access logging of the bucket.",
  references = { guide .. "AmazonS3/latest/userguide/ServerLogs.html" },
  run = function(ctx)
    return findings.of(trail_buckets(ctx), "buckets of trails", "have no access logs", function(bucket)
      if bucket.logging ~= nil then
        return bucket.logging == false, "server access logging is off"
      end
    end)
  end,
}

task {
  name = "kms_rotation",
  title = "KMS key does not rotate",
  description = "A key that never changes protects more data each year. Keys that cannot rotate are not judged.",
  type = "insight",
  severity = "low",
  depends_on = { "kms_keys" },
  remediation = "Turn on automatic rotation.",
  references = { guide .. "kms/latest/developerguide/rotate-keys.html" },
  run = judge_keys("do not rotate", function(key)
    if key.rotation ~= nil then
      return not key.rotation, "automatic rotation is off"
    end
  end),
}

task {
  name = "kms_pending_deletion",
  title = "KMS key is about to be deleted",
  description = "With the key goes what it encrypted, for good.",
  type = "insight",
  severity = "medium",
  depends_on = { "kms_keys" },
  remediation = "Cancel the deletion unless everybody knows that nothing needs the key; disable it first.",
  references = { guide .. "kms/latest/developerguide/deleting-keys.html" },
  run = judge_keys("are about to be deleted", function(key)
    return key.state == "PendingDeletion" or key.state == "PendingReplicaDeletion", "its deletion is scheduled"
  end),
}

task {
  name = "rds_public",
  title = "Database can be reached from the internet",
  description = "It has a public address, and its security groups alone keep strangers out.",
  type = "insight",
  severity = "critical",
  depends_on = { "rds_instances" },
  remediation = "Turn off public access.",
  references = { database_guide .. "USER_VPC.WorkingWithRDSInstanceinaVPC.html" },
  run = judge_databases("have a public address", function(database)
    return database.public, "publicly accessible"
  end),
}

task {
  name = "rds_encryption",
  title = "Database is not encrypted",
  description = "Its snapshots and logs are not, either.",
  type = "insight",
  severity = "high",
  depends_on = { "rds_instances" },
  remediation = "Copy a snapshot with encryption, and restore from it.",
  references = { database_guide .. "Overview.Encryption.html" },
  run = judge_databases("are not encrypted", function(database)
    return not database.encrypted, "storage is not encrypted"
  end),
}

task {
  name = "rds_minor_upgrades",
  title = "Database does not upgrade itself",
  description = "Minor versions close security holes.",
  type = "insight",
  severity = "low",
  depends_on = { "rds_instances" },
  remediation = "Turn on automatic minor version upgrades.",
  references = { database_guide .. "USER_UpgradeDBInstance.Upgrading.html" },
  run = judge_databases("do not upgrade themselves", function(database)
    return not database.minor_upgrades, "automatic minor version upgrades are off"
  end),
}

task {
  name = "rds_backups",
  title = "Database without backups",
  description = "What is lost is lost.",
  type = "insight",
  severity = "medium",
  depends_on = { "rds_instances" },
  remediation = "Keep automatic backups for seven days or more.",
  references = { database_guide .. "USER_WorkingWithAutomatedBackups.html" },
  run = judge_databases("have no backups", function(database)
    return database.backup_days == 0, "automatic backups are off"
  end),
}

task {
  name = "rds_deletion_protection",
  title = "Database can be deleted by one call",
  description = "A slip of a script is enough.",
  type = "insight",
  severity = "low",
  depends_on = { "rds_instances" },
  remediation = "Turn on deletion protection.",
  references = { database_guide .. "USER_DeleteInstance.html" },
  run = judge_databases("can be deleted by one call", function(database)
    return not database.deletion_protection, "deletion protection is off"
  end),
}
