--- Where a service is found: partitions, regions, hosts.
local M = {}

---@class aws.Partition
---@field suffix string
---@field home string the region in whose name global services sign
---@field regions string[]

---@type table<string, aws.Partition>
local partitions = {
  aws = {
    suffix = "amazonaws.com",
    home = "us-east-1",
    regions = {
      "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
      "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5",
      "ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1",
      "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "mx-central-1",
      "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    },
  },
  ["aws-cn"] = {
    suffix = "amazonaws.com.cn",
    home = "cn-north-1",
    regions = { "cn-north-1", "cn-northwest-1" },
  },
  ["aws-us-gov"] = {
    suffix = "amazonaws.com",
    home = "us-gov-west-1",
    regions = { "us-gov-east-1", "us-gov-west-1" },
  },
}

--- The partition of a region: "aws", "aws-cn" or "aws-us-gov".
---@param region string
---@return string
function M.partition(region)
  if region:find("^cn%-") then
    return "aws-cn"
  end
  return region:find("^us%-gov%-") and "aws-us-gov" or "aws"
end

--- The regions of a partition; an empty list for an unknown one.
---@param name string
---@return string[]
function M.regions(name)
  local found = partitions[name]
  return found and table.move(found.regions, 1, #found.regions, 1, {}) or {}
end

-- Global services that have no host without a region in their partition, or another name there.
local global_hosts = {
  ["aws-cn"] = { iam = "iam.cn-north-1.amazonaws.com.cn" },
  ["aws-us-gov"] = { iam = "iam.us-gov.amazonaws.com", organizations = "organizations.us-gov-west-1.amazonaws.com" },
}
local with_home = { account = true, organizations = true, shield = true, support = true }

--- The base URL of a service, and the region for its signatures.
---@param service aws.Service
---@param name string the service's name
---@param region string
---@return string url
---@return string region
function M.resolve(service, name, region)
  local partition_name = M.partition(region)
  local partition = partitions[partition_name]
  local label = service.endpoint or name
  if not service.global then
    return ("https://%s.%s.%s"):format(label, region, partition.suffix), region
  end
  local host = global_hosts[partition_name] and global_hosts[partition_name][name]
  if not host then
    host = with_home[name] and ("%s.%s.%s"):format(label, partition.home, partition.suffix)
      or ("%s.%s"):format(label, partition.suffix)
  end
  return "https://" .. host, partition.home
end

return M
