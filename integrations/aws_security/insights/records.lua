local access = require("lib.buckets")
local findings = require("lib.findings")

local guide = "https://docs.aws.amazon.com/"
local trail_guide = guide .. "awscloudtrail/latest/userguide/"

local function trails(ctx)
  return ctx.get_data("cloudtrail_trails").trails
end

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

local function trail_insight(name, title, severity, description, remediation, page, fault, judge)
  task {
    name = name,
    title = title,
    description = description,
    type = "insight",
    severity = severity,
    depends_on = { "cloudtrail_trails" },
    remediation = remediation,
    references = { trail_guide .. page },
    run = function(ctx)
      return findings.of(trails(ctx), "trails", fault, judge)
    end,
  }
end

trail_insight("cloudtrail_validation", "Trail without digests", "medium",
  "Whoever can write to the bucket can change what happened.",
  "Turn on log file validation.", "cloudtrail-log-file-validation-intro.html", "have no digests", function(trail)
    return not trail.validated, "log file validation is off"
  end)

trail_insight("cloudtrail_encryption", "Trail without a KMS key", "low",
  "The key's policy is a second lock on the records.",
  "Encrypt the trail with a KMS key.", "encrypting-cloudtrail-log-files-with-aws-kms.html", "have no KMS key",
  function(trail)
    return not trail.encrypted, "no KMS key"
  end)

trail_insight("cloudtrail_log_group", "Trail that leads to no log group", "low",
  "Without a log group nothing can watch the records as they come.",
  "Send the trail to a log group of CloudWatch Logs.", "send-cloudtrail-events-to-cloudwatch-logs.html",
  "lead to no log group", function(trail)
    return not trail.watched, "no log group"
  end)

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
  run = function(ctx)
    return findings.of(ctx.get_data("kms_keys").keys, "keys", "do not rotate", function(key)
      if key.rotation ~= nil then
        return not key.rotation, "automatic rotation is off"
      end
    end)
  end,
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
  run = function(ctx)
    return findings.of(ctx.get_data("kms_keys").keys, "keys", "are about to be deleted", function(key)
      return key.state == "PendingDeletion" or key.state == "PendingReplicaDeletion", "its deletion is scheduled"
    end)
  end,
}

local function database_insight(name, title, severity, description, remediation, page, fault, judge)
  task {
    name = name,
    title = title,
    description = description,
    type = "insight",
    severity = severity,
    depends_on = { "rds_instances" },
    remediation = remediation,
    references = { guide .. "AmazonRDS/latest/UserGuide/" .. page },
    run = function(ctx)
      return findings.of(ctx.get_data("rds_instances").instances, "databases", fault, judge)
    end,
  }
end

database_insight("rds_public", "Database can be reached from the internet", "critical",
  "It has a public address, and its security groups alone keep strangers out.",
  "Turn off public access.", "USER_VPC.WorkingWithRDSInstanceinaVPC.html", "have a public address", function(database)
    return database.public, "publicly accessible"
  end)

database_insight("rds_encryption", "Database is not encrypted", "high",
  "Its snapshots and logs are not, either.",
  "Copy a snapshot with encryption, and restore from it.", "Overview.Encryption.html", "are not encrypted",
  function(database)
    return not database.encrypted, "storage is not encrypted"
  end)

database_insight("rds_minor_upgrades", "Database does not upgrade itself", "low",
  "Minor versions close security holes.",
  "Turn on automatic minor version upgrades.", "USER_UpgradeDBInstance.Upgrading.html", "do not upgrade themselves",
  function(database)
    return not database.minor_upgrades, "automatic minor version upgrades are off"
  end)

database_insight("rds_backups", "Database without backups", "medium",
  "What is lost is lost.",
  "Keep automatic backups for seven days or more.", "USER_WorkingWithAutomatedBackups.html", "have no backups",
  function(database)
    return database.backup_days == 0, "automatic backups are off"
  end)

database_insight("rds_deletion_protection", "Database can be deleted by one call", "low",
  "A slip of a script is enough.",
  "Turn on deletion protection.", "USER_DeleteInstance.html", "can be deleted by one call", function(database)
    return not database.deletion_protection, "deletion protection is off"
  end)
