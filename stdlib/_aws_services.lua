--- How each service of AWS is spoken to: its protocol, version, and the names under which it is found and signs.
---@class aws.Service
---@field protocol "query"|"ec2"|"json"|"rest-json"|"rest-xml"
---@field version? string of the query protocols
---@field target? string what stands before the operation in X-Amz-Target
---@field json? string the version of the JSON protocol
---@field endpoint? string the first label of the host, where it is not the service's name
---@field signing? string the name in signatures, where it is not the endpoint's
---@field global? boolean one endpoint for a whole partition, without a region in its name
---@field lists? table<string, string> the name of a list's items in requests, where it is not "member"
---@field items? string[] the names of the items of lists in answers
local M = {}

local function query(version, more)
  local service = { protocol = "query", version = version, items = { "member" } }
  for key, value in pairs(more or {}) do
    service[key] = value
  end
  return service
end

local function json(target, more)
  local service = { protocol = "json", json = "1.1", target = target }
  for key, value in pairs(more or {}) do
    service[key] = value
  end
  return service
end

local function rest(protocol, more)
  local service = { protocol = protocol }
  for key, value in pairs(more or {}) do
    service[key] = value
  end
  return service
end

-- The databases' list items have names of their own.
local database_lists = { Filters = "Filter", Values = "Value", Tags = "Tag", DBSecurityGroups = "DBSecurityGroupName" }
local database_items = {
  "member", "DBInstance", "DBCluster", "DBSnapshot", "DBClusterSnapshot", "DBParameterGroup", "DBClusterParameterGroup",
  "DBSubnetGroup", "DBEngineVersion", "DBSnapshotAttribute", "DBClusterMember", "DBSecurityGroup", "Parameter", "Tag",
  "VpcSecurityGroupMembership", "EventSubscription", "OptionGroup", "Subnet", "AttributeValue", "Event",
  "PendingMaintenanceAction", "ResourcePendingMaintenanceActions", "GlobalClusterMember",
}
local cache_items = {
  "member", "CacheCluster", "CacheNode", "ReplicationGroup", "NodeGroup", "NodeGroupMember", "ClusterId", "Snapshot",
  "CacheSubnetGroup", "User", "UserGroup", "Tag",
}
local warehouse_items = {
  "member", "Cluster", "ClusterParameterGroup", "Parameter", "ClusterSubnetGroup", "Snapshot", "Tag", "Subnet",
  "VpcSecurityGroup", "EventSubscription",
}

local function database()
  return query("2014-10-31", { endpoint = "rds", signing = "rds", lists = database_lists, items = database_items })
end

---@type table<string, aws.Service>
local services = {
  ["access-analyzer"] = rest("rest-json"),
  account = rest("rest-json", { global = true }),
  acm = json("CertificateManager"),
  apigateway = rest("rest-json"),
  ["application-autoscaling"] = json("AnyScaleFrontendService"),
  athena = json("AmazonAthena"),
  autoscaling = query("2011-01-01"),
  backup = rest("rest-json"),
  cloudformation = query("2010-05-15"),
  cloudfront = rest("rest-xml", { global = true, items = { "DistributionSummary", "Origin", "CacheBehavior" } }),
  cloudtrail = json("com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101"),
  cloudwatch = query("2010-08-01", { endpoint = "monitoring" }),
  codebuild = json("CodeBuild_20161006"),
  codepipeline = json("CodePipeline_20150709"),
  ["cognito-identity"] = json("AWSCognitoIdentityService"),
  ["cognito-idp"] = json("AWSCognitoIdentityProviderService"),
  config = json("StarlingDoveService"),
  dms = json("AmazonDMSv20160101"),
  docdb = database(),
  ds = json("DirectoryService_20150416"),
  dynamodb = json("DynamoDB_20120810", { json = "1.0" }),
  ec2 = { protocol = "ec2", version = "2016-11-15", items = { "item" } },
  ecr = json("AmazonEC2ContainerRegistry_V20150921", { endpoint = "api.ecr", signing = "ecr" }),
  ecs = json("AmazonEC2ContainerServiceV20141113"),
  efs = rest("rest-json", { endpoint = "elasticfilesystem" }),
  eks = rest("rest-json"),
  elasticache = query("2015-02-02", { items = cache_items }),
  elasticbeanstalk = query("2010-12-01"),
  elb = query("2012-06-01", { endpoint = "elasticloadbalancing" }),
  elbv2 = query("2015-12-01", { endpoint = "elasticloadbalancing" }),
  emr = json("ElasticMapReduce", { endpoint = "elasticmapreduce" }),
  events = json("AWSEvents"),
  firehose = json("Firehose_20150804"),
  fsx = json("AWSSimbaAPIService_v20180301"),
  glue = json("AWSGlue"),
  guardduty = rest("rest-json"),
  health = json("AWSHealth_20160804"),
  iam = query("2010-05-08", { global = true }),
  identitystore = json("AWSIdentityStore"),
  inspector2 = rest("rest-json"),
  kinesis = json("Kinesis_20131202"),
  kms = json("TrentService"),
  lambda = rest("rest-json"),
  logs = json("Logs_20140328"),
  macie2 = rest("rest-json"),
  neptune = database(),
  ["network-firewall"] = json("NetworkFirewall_20201112", { json = "1.0" }),
  opensearch = rest("rest-json", { endpoint = "es" }),
  organizations = json("AWSOrganizationsV20161128", { global = true }),
  rds = database(),
  redshift = query("2012-12-01", { lists = { TagKeys = "TagKey", TagValues = "TagValue" }, items = warehouse_items }),
  resourcegroupstaggingapi = json("ResourceGroupsTaggingAPI_20170126", { endpoint = "tagging" }),
  route53 = rest("rest-xml", { global = true, items = { "HostedZone", "ResourceRecordSet", "ResourceRecord" } }),
  route53domains = json("Route53Domains_v20140515"),
  s3 = rest("rest-xml", { items = { "Bucket", "Grant", "Tag" } }),
  s3control = rest("rest-xml", { endpoint = "s3-control", signing = "s3" }),
  sagemaker = json("SageMaker", { endpoint = "api.sagemaker", signing = "sagemaker" }),
  secretsmanager = json("secretsmanager"),
  securityhub = rest("rest-json"),
  ["service-quotas"] = json("ServiceQuotasV20190624", { endpoint = "servicequotas" }),
  ses = query("2010-12-01", { endpoint = "email", signing = "ses" }),
  shield = json("AWSShield_20160616", { global = true }),
  sns = query("2010-03-31"),
  sqs = json("AmazonSQS", { json = "1.0" }),
  ssm = json("AmazonSSM"),
  ["sso-admin"] = json("SWBExternalService", { endpoint = "sso" }),
  stepfunctions = json("AWSStepFunctions", { json = "1.0", endpoint = "states" }),
  storagegateway = json("StorageGateway_20130630"),
  sts = query("2011-06-15"),
  support = json("AWSSupport_20130415", { global = true }),
  transfer = json("TransferService"),
  wafv2 = json("AWSWAF_20190729"),
  workspaces = json("WorkspacesService"),
}

--- A service by its name; nil for one that is not known.
---@param name string
---@return aws.Service?
function M.find(name)
  return services[name]
end

--- The names of all, sorted.
---@return string[]
function M.names()
  local names = {}
  for name in pairs(services) do
    names[#names + 1] = name
  end
  table.sort(names)
  return names
end

return M
