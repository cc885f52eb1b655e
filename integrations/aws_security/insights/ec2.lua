local findings = require("lib.findings")
local ports = require("lib.ports")

local guide = "https://docs.aws.amazon.com/"

local function groups(ctx)
  return ctx.get_data("ec2_security_groups").groups
end

local judge_groups = findings.about(groups, "security groups")

local admin_ports = { 22, 3389 }
local database_ports = {
  1433, 1434, 1521, 2483, 2484, 3306, 5432, 5439, 5601, 5984, 6379, 6380, 7000, 7001, 7199, 8086, 9042, 9160, 9200,
  9300, 11211, 27017, 27018, 27019,
}

---@param exposed integer[]
---@param to string
local function ports_open(exposed, to)
  return #exposed > 0, ("open to %s: %s"):format(to, table.concat(exposed, ", "))
end

local function admin_insight(name, version, range, severity)
  task {
    name = name,
    title = ("SSH or RDP is open to %s"):format(range),
    description = "Everybody may try to sign in. Groups that open all ports are another insight's.",
    type = "insight",
    severity = severity,
    depends_on = { "ec2_security_groups" },
    remediation = "Let in the addresses of your own networks, or use Session Manager and close the ports.",
    references = { guide .. "vpc/latest/userguide/security-group-rules.html" },
    run = judge_groups("open SSH or RDP to " .. range, function(group)
      return ports_open(ports.exposed(group.rules, admin_ports, { version }), range)
    end),
  }
end

admin_insight("ec2_admin_ports_ipv4", "ipv4", "0.0.0.0/0", "high")
admin_insight("ec2_admin_ports_ipv6", "ipv6", "::/0", "high")

task {
  name = "ec2_database_ports",
  title = "A database's port is open to everybody",
  description = "Databases, caches and search servers are made for networks in which one trusts the others.",
  type = "insight",
  severity = "high",
  depends_on = { "ec2_security_groups" },
  remediation = "Let in the security groups of the programs that use the database.",
  references = { guide .. "vpc/latest/userguide/security-group-rules.html" },
  run = judge_groups("open a database's port", function(group)
    return ports_open(ports.exposed(group.rules, database_ports, { "ipv4", "ipv6" }), "everybody")
  end),
}

task {
  name = "ec2_all_ports",
  title = "All ports are open to everybody",
  description = "A rule lets everybody reach every port.",
  type = "insight",
  severity = "critical",
  depends_on = { "ec2_security_groups" },
  remediation = "Open the ports that are needed, to those who need them.",
  references = { guide .. "vpc/latest/userguide/security-group-rules.html" },
  run = judge_groups("open all ports to everybody", function(group)
    for _, rule in ipairs(group.rules) do
      if ports.is_everything(rule) and (rule.ipv4 or rule.ipv6) then
        return true, "a rule opens all ports to " .. (rule.ipv4 and "0.0.0.0/0" or "::/0")
      end
    end
    return false
  end),
}

task {
  name = "ec2_default_security_group",
  title = "Default security group lets traffic through",
  description = "What is made without a group gets the default one; it should have no rule.",
  type = "insight",
  severity = "medium",
  depends_on = { "ec2_security_groups" },
  remediation = "Give everything a group of its own, then take all rules from the default one.",
  references = { guide .. "vpc/latest/userguide/default-security-group.html" },
  run = function(ctx)
    return findings.of(groups(ctx), "default security groups", "have rules", function(group)
      if group.name == "default" then
        return group.rule_count > 0, ("has %d rules"):format(group.rule_count)
      end
    end)
  end,
}

task {
  name = "vpc_flow_logs",
  title = "VPC without flow logs",
  description = "Nobody can tell later who talked to whom.",
  type = "insight",
  severity = "medium",
  depends_on = { "ec2_networks" },
  remediation = "Turn on flow logs, at least for rejected traffic.",
  references = { guide .. "vpc/latest/userguide/flow-logs.html" },
  run = function(ctx)
    return findings.of(ctx.get_data("ec2_networks").networks, "VPCs", "have no flow logs", function(vpc)
      return not vpc.flow_logs, "no active flow log"
    end)
  end,
}

task {
  name = "ec2_imdsv2",
  title = "Instance answers to IMDSv1",
  description = "A program that can be made to fetch a URL hands out the credentials of the instance's role.",
  type = "insight",
  severity = "high",
  depends_on = { "ec2_instances" },
  remediation = "Set HttpTokens of the metadata options to required.",
  references = { guide .. "AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html" },
  run = function(ctx)
    return findings.of(ctx.get_data("ec2_instances").instances, "instances", "answer to IMDSv1", function(instance)
      local open = instance.metadata_endpoint ~= "disabled" and instance.metadata_tokens ~= "required"
      return open, "session tokens are optional"
    end)
  end,
}

task {
  name = "ec2_volume_encryption",
  title = "Volume is not encrypted",
  description = "Its snapshots are not, either.",
  type = "insight",
  severity = "medium",
  depends_on = { "ec2_volumes" },
  remediation = "Copy a snapshot of the volume with encryption, and make a new volume from it.",
  references = { guide .. "ebs/latest/userguide/ebs-encryption.html" },
  run = function(ctx)
    return findings.of(ctx.get_data("ec2_volumes").volumes, "volumes", "are not encrypted", function(volume)
      return not volume.encrypted, "not encrypted"
    end)
  end,
}

task {
  name = "ec2_default_encryption",
  title = "New volumes are not encrypted by default",
  description = "Whoever forgets to ask for encryption gets a volume without.",
  type = "insight",
  severity = "medium",
  depends_on = { "ec2_volumes" },
  remediation = "Turn on encryption by default in each region.",
  references = { guide .. "ebs/latest/userguide/encryption-by-default.html" },
  run = function(ctx)
    local regions = ctx.get_data("ec2_volumes").regions
    return findings.of(regions, "regions", "do not encrypt volumes by default", function(region)
      return not region.encrypted_by_default, "off in " .. region.name
    end)
  end,
}
