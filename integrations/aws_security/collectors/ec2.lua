local calls = require("lib.calls")
local xml = require("xml")

---@return fun(kind: string, id: string): string
local function arns(ctx, region)
  return function(kind, id)
    return ("arn:aws:ec2:%s:%s:%s/%s"):format(region, ctx.base("account"), kind, id)
  end
end

---One rule of AWS is ports and the lists of who may use them.
local function read_rule(permission)
  local rule = {
    protocol = permission.ipProtocol, first = tonumber(permission.fromPort) or 0,
    last = tonumber(permission.toPort) or 65535, ipv4 = false, ipv6 = false,
  }
  for _, range in ipairs(xml.list(permission.ipRanges)) do
    rule.ipv4 = rule.ipv4 or range.cidrIp == "0.0.0.0/0"
  end
  for _, range in ipairs(xml.list(permission.ipv6Ranges)) do
    rule.ipv6 = rule.ipv6 or range.cidrIpv6 == "::/0"
  end
  return rule
end

task {
  name = "ec2_security_groups",
  title = "Security groups",
  run = function(ctx)
    local groups = calls.in_regions(ctx, "ec2", function(client, region)
      local arn, found = arns(ctx, region), {}
      for group in client:pages("DescribeSecurityGroups", { MaxResults = 1000 }, "securityGroupInfo") do
        local rules = json.array {}
        for _, permission in ipairs(xml.list(group.ipPermissions)) do
          rules[#rules + 1] = read_rule(permission)
        end
        found[#found + 1] = {
          arn = arn("security-group", group.groupId), type = "aws.ec2.security_group", name = group.groupName,
          region = region, vpc = group.vpcId, rules = rules,
          rule_count = #xml.list(group.ipPermissions) + #xml.list(group.ipPermissionsEgress),
        }
      end
      return found
    end)
    return { data = { groups = groups }, message = ("%d security groups"):format(#groups) }
  end,
}

task {
  name = "ec2_networks",
  title = "VPCs and their flow logs",
  run = function(ctx)
    local networks = calls.in_regions(ctx, "ec2", function(client, region)
      local vpcs, logs = table.unpack(async.all {
        function() return calls.all(client, "DescribeVpcs", { MaxResults = 1000 }, "vpcSet") end,
        function() return calls.all(client, "DescribeFlowLogs", { MaxResults = 1000 }, "flowLogSet") end,
      })
      local logged, arn, found = {}, arns(ctx, region), {}
      for _, log in ipairs(logs) do
        logged[log.resourceId] = log.flowLogStatus == "ACTIVE" or logged[log.resourceId]
      end
      for _, vpc in ipairs(vpcs) do
        found[#found + 1] = {
          arn = arn("vpc", vpc.vpcId), type = "aws.ec2.vpc", name = vpc.vpcId, region = region,
          flow_logs = logged[vpc.vpcId] or false,
        }
      end
      return found
    end)
    return { data = { networks = networks }, message = ("%d VPCs"):format(#networks) }
  end,
}

local gone = { terminated = true, ["shutting-down"] = true }

task {
  name = "ec2_instances",
  title = "Instances and their metadata service",
  run = function(ctx)
    local instances = calls.in_regions(ctx, "ec2", function(client, region)
      local arn, found = arns(ctx, region), {}
      for reservation in client:pages("DescribeInstances", { MaxResults = 1000 }, "reservationSet") do
        for _, instance in ipairs(xml.list(reservation.instancesSet)) do
          if not gone[instance.instanceState.name] then
            local metadata = type(instance.metadataOptions) == "table" and instance.metadataOptions or {}
            found[#found + 1] = {
              arn = arn("instance", instance.instanceId), type = "aws.ec2.instance", name = instance.instanceId,
              region = region, metadata_tokens = metadata.httpTokens or "optional",
              metadata_endpoint = metadata.httpEndpoint or "enabled",
            }
          end
        end
      end
      return found
    end)
    return { data = { instances = instances }, message = ("%d instances"):format(#instances) }
  end,
}

task {
  name = "ec2_volumes",
  title = "Volumes, and whether new ones are encrypted",
  run = function(ctx)
    local regions = json.array {}
    local volumes = calls.in_regions(ctx, "ec2", function(client, region)
      local arn, found = arns(ctx, region), {}
      local default, fault = client:call("GetEbsEncryptionByDefault")
      if not default then
        error(fault, 0)
      end
      regions[#regions + 1] = {
        arn = ("arn:aws:ec2:%s:%s:account"):format(region, ctx.base("account")), type = "aws.ec2.region", name = region,
        encrypted_by_default = default.ebsEncryptionByDefault == "true",
      }
      for volume in client:pages("DescribeVolumes", { MaxResults = 500 }, "volumeSet") do
        found[#found + 1] = {
          arn = arn("volume", volume.volumeId), type = "aws.ec2.volume", name = volume.volumeId, region = region,
          encrypted = volume.encrypted == "true",
        }
      end
      return found
    end)
    table.sort(regions, function(a, b) return a.name < b.name end)
    return { data = { volumes = volumes, regions = regions }, message = ("%d volumes"):format(#volumes) }
  end,
}
