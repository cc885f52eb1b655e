local account = require("lib.account")
local calls = require("lib.calls")

---What is not set is left out, null or empty, as the service likes.
local function set(value)
  return value ~= nil and value ~= json.null and value ~= ""
end

task {
  name = "cloudtrail_trails",
  title = "Trails",
  description = "A trail of all regions is there in each of them: it is kept once, and asked where it is at home.",
  run = function(ctx)
    local seen = {}
    local trails = calls.in_regions(ctx, "cloudtrail", function(client)
      local answer, fault = client:call("DescribeTrails", { includeShadowTrails = true })
      if not answer then
        error(fault, 0)
      end
      local found = {}
      for _, trail in ipairs(answer.trailList) do
        if not seen[trail.TrailARN] then
          seen[trail.TrailARN] = true
          local home = account.client("cloudtrail", trail.HomeRegion)
          local status = calls.ask(ctx, "trail " .. trail.Name, home, "GetTrailStatus", { Name = trail.TrailARN })
          found[#found + 1] = {
            arn = trail.TrailARN, type = "aws.cloudtrail.trail", name = trail.Name, bucket = trail.S3BucketName,
            multi_region = trail.IsMultiRegionTrail == true, validated = trail.LogFileValidationEnabled == true,
            encrypted = set(trail.KmsKeyId), watched = set(trail.CloudWatchLogsLogGroupArn),
            logging = status and status.IsLogging == true,
          }
        end
      end
      return found
    end)
    return { data = { trails = trails }, message = ("%d trails"):format(#trails) }
  end,
}

---A key of the account's own; nil for one of AWS's.
local function describe_key(ctx, client, key, region)
  local answer = calls.ask(ctx, "key " .. key.KeyId, client, "DescribeKey", { KeyId = key.KeyId })
  local metadata = answer and answer.KeyMetadata
  if not metadata or metadata.KeyManager == "AWS" then
    return nil
  end
  local found = {
    arn = metadata.Arn, type = "aws.kms.key", name = metadata.KeyId, region = region, state = metadata.KeyState,
    rotates = metadata.KeySpec == "SYMMETRIC_DEFAULT" and metadata.Origin == "AWS_KMS"
      and metadata.KeyState == "Enabled",
  }
  if found.rotates then
    local rotation = calls.ask(ctx, "key " .. key.KeyId, client, "GetKeyRotationStatus", { KeyId = key.KeyId })
    found.rotation = rotation and rotation.KeyRotationEnabled
  end
  return found
end

task {
  name = "kms_keys",
  title = "KMS keys of the account's own",
  run = function(ctx)
    local keys = calls.in_regions(ctx, "kms", function(client, region)
      local listed, found = calls.all(client, "ListKeys", { Limit = 1000 }, "Keys"), {}
      local described = async.map(listed, function(key)
        return describe_key(ctx, client, key, region) or false
      end, { limit = 16 })
      for _, key in ipairs(described) do
        found[#found + 1] = key or nil
      end
      return found
    end)
    return { data = { keys = keys }, message = ("%d keys"):format(#keys) }
  end,
}

task {
  name = "rds_instances",
  title = "RDS instances",
  run = function(ctx)
    local instances = calls.in_regions(ctx, "rds", function(client, region)
      local found = {}
      for instance in client:pages("DescribeDBInstances", { MaxRecords = 100 }, "DBInstances") do
        found[#found + 1] = {
          arn = instance.DBInstanceArn, type = "aws.rds.instance", name = instance.DBInstanceIdentifier,
          region = region,
          encrypted = instance.StorageEncrypted == "true", public = instance.PubliclyAccessible == "true",
          minor_upgrades = instance.AutoMinorVersionUpgrade == "true",
          backup_days = tonumber(instance.BackupRetentionPeriod) or 0,
          deletion_protection = instance.DeletionProtection == "true",
        }
      end
      return found
    end)
    return { data = { instances = instances }, message = ("%d instances"):format(#instances) }
  end,
}
