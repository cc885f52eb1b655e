--- The operations of services that have an address for each: S3 and the REST services.
---@class aws.RestOperation
---@field [1] string method and path; {Name} is a parameter, {Name+} one that keeps its slashes
---@field query? table<string, string> parameter → its name in the query
---@field headers? table<string, string> parameter → its header
---@field raw? string the answer is not XML or JSON of the service: the field that holds the body
---@field lists? string[] elements that are lists wherever they are
local M = {}

local object_query = { VersionId = "versionId", PartNumber = "partNumber" }
local list_objects = {
  Prefix = "prefix", Delimiter = "delimiter", MaxKeys = "max-keys", EncodingType = "encoding-type",
  ContinuationToken = "continuation-token", StartAfter = "start-after", FetchOwner = "fetch-owner", Marker = "marker",
  KeyMarker = "key-marker", VersionIdMarker = "version-id-marker", UploadIdMarker = "upload-id-marker",
  MaxUploads = "max-uploads",
}
local expected_owner = { ExpectedBucketOwner = "x-amz-expected-bucket-owner" }

local function of_bucket(subresource, more)
  local operation = { ("GET /{Bucket}?%s"):format(subresource), headers = expected_owner }
  for key, value in pairs(more or {}) do
    operation[key] = value
  end
  return operation
end

local account = { AccountId = "x-amz-account-id" }

---@type table<string, table<string, aws.RestOperation>>
local operations = {
  s3 = {
    ListBuckets = {
      "GET /",
      query = {
        MaxBuckets = "max-buckets", ContinuationToken = "continuation-token", Prefix = "prefix",
        BucketRegion = "bucket-region",
      },
    },
    HeadBucket = { "HEAD /{Bucket}", headers = expected_owner },
    ListObjectsV2 = {
      "GET /{Bucket}?list-type=2", query = list_objects, headers = expected_owner,
      lists = { "Contents", "CommonPrefixes" },
    },
    ListObjects = {
      "GET /{Bucket}", query = list_objects, headers = expected_owner, lists = { "Contents", "CommonPrefixes" },
    },
    ListObjectVersions = {
      "GET /{Bucket}?versions", query = list_objects, headers = expected_owner,
      lists = { "Version", "DeleteMarker", "CommonPrefixes" },
    },
    ListMultipartUploads = {
      "GET /{Bucket}?uploads", query = list_objects, headers = expected_owner, lists = { "Upload", "CommonPrefixes" },
    },
    GetObject = { "GET /{Bucket}/{Key+}", query = object_query, headers = { Range = "range" }, raw = "Body" },
    HeadObject = { "HEAD /{Bucket}/{Key+}", query = object_query },
    GetObjectAcl = { "GET /{Bucket}/{Key+}?acl", query = object_query },
    GetObjectTagging = { "GET /{Bucket}/{Key+}?tagging", query = object_query },
    GetBucketAcl = of_bucket("acl"),
    GetBucketCors = of_bucket("cors", { lists = { "CORSRule", "AllowedMethod", "AllowedOrigin", "AllowedHeader" } }),
    GetBucketEncryption = of_bucket("encryption", { lists = { "Rule" } }),
    GetBucketLifecycleConfiguration = of_bucket("lifecycle", { lists = { "Rule", "Transition" } }),
    GetBucketLocation = of_bucket("location"),
    GetBucketLogging = of_bucket("logging"),
    GetBucketNotificationConfiguration = of_bucket("notification"),
    GetBucketOwnershipControls = of_bucket("ownershipControls", { lists = { "Rule" } }),
    GetBucketPolicy = of_bucket("policy", { raw = "Policy" }),
    GetBucketPolicyStatus = of_bucket("policyStatus"),
    GetBucketReplication = of_bucket("replication", { lists = { "Rule" } }),
    GetBucketTagging = of_bucket("tagging"),
    GetBucketVersioning = of_bucket("versioning"),
    GetBucketWebsite = of_bucket("website"),
    GetObjectLockConfiguration = of_bucket("object-lock"),
    GetPublicAccessBlock = of_bucket("publicAccessBlock"),
  },
  s3control = {
    GetPublicAccessBlock = { "GET /v20180820/configuration/publicAccessBlock", headers = account },
    ListAccessPoints = {
      "GET /v20180820/accesspoint", headers = account,
      query = { Bucket = "bucket", NextToken = "nextToken", MaxResults = "maxResults" }, lists = { "AccessPoint" },
    },
  },
  route53 = {
    ListHostedZones = { "GET /2013-04-01/hostedzone", query = { Marker = "marker", MaxItems = "maxitems" } },
    ListResourceRecordSets = {
      "GET /2013-04-01/hostedzone/{HostedZoneId}/rrset",
      query = { StartRecordName = "name", StartRecordType = "type", MaxItems = "maxitems" },
    },
  },
  cloudfront = {
    ListDistributions = { "GET /2020-05-31/distribution", query = { Marker = "Marker", MaxItems = "MaxItems" } },
  },
  ["access-analyzer"] = { ListAnalyzers = { "GET /analyzer" } },
  apigateway = { GetRestApis = { "GET /restapis" }, GetStages = { "GET /restapis/{restApiId}/stages" } },
  backup = { ListBackupVaults = { "GET /backup-vaults/" }, ListBackupPlans = { "GET /backup/plans/" } },
  efs = { DescribeFileSystems = { "GET /2015-02-01/file-systems" } },
  eks = { ListClusters = { "GET /clusters" }, DescribeCluster = { "GET /clusters/{name}" } },
  guardduty = {
    ListDetectors = { "GET /detector", query = { NextToken = "nextToken", MaxResults = "maxResults" } },
    GetDetector = { "GET /detector/{DetectorId}" },
  },
  inspector2 = { BatchGetAccountStatus = { "POST /status/batch/get" } },
  lambda = {
    ListFunctions = { "GET /2015-03-31/functions/" },
    GetPolicy = { "GET /2015-03-31/functions/{FunctionName}/policy", query = { Qualifier = "Qualifier" } },
    GetFunctionUrlConfig = { "GET /2021-10-31/functions/{FunctionName}/url", query = { Qualifier = "Qualifier" } },
  },
  macie2 = { GetMacieSession = { "GET /macie" } },
  opensearch = {
    ListDomainNames = { "GET /2021-01-01/domain" },
    DescribeDomain = { "GET /2021-01-01/opensearch/domain/{DomainName}" },
  },
  securityhub = { DescribeHub = { "GET /accounts" }, GetEnabledStandards = { "POST /standards/get" } },
}

--- An operation; nil for one that is not known.
---@param service string
---@param name string
---@return aws.RestOperation?
function M.find(service, name)
  return operations[service] and operations[service][name]
end

--- The names of a service's operations, sorted.
---@param service string
---@return string[]
function M.names(service)
  local names = {}
  for name in pairs(operations[service] or {}) do
    names[#names + 1] = name
  end
  table.sort(names)
  return names
end

return M
