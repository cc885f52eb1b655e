local account = require("lib.account")
local base64 = require("base64")
local calls = require("lib.calls")
local csv = require("csv")
local policy = require("lib.policy")
local time = require("time")
local url = require("url")

local day = 86400

---Days since an instant of AWS; nil for none, such as "N/A" and "no_information" of the credential report.
local function age(text)
  local ok, at = pcall(time.parse, text)
  return ok and (time.now() - at) / day or nil
end

---The keys of a user. When one was last used is asked where it matters: for active ones that are not new.
local function fetch_keys(ctx, client, user)
  local answer = calls.ask(ctx, "user " .. user.name, client, "ListAccessKeys", { UserName = user.name })
  local keys = json.array {}
  for _, key in ipairs(answer and answer.AccessKeyMetadata or {}) do
    local days = age(key.CreateDate)
    local found = {
      id = key.AccessKeyId, active = key.Status == "Active", age_days = days, user = user.name,
      arn = ("%s/access-key/%s"):format(user.arn, key.AccessKeyId), type = "aws.iam.access_key", name = key.AccessKeyId,
    }
    if found.active and days >= ctx.config.get("unused_days", 45) then
      local used = calls.ask(ctx, "key " .. found.id, client, "GetAccessKeyLastUsed", { AccessKeyId = found.id })
      found.use_known = used ~= nil
      found.unused_days = used and age(used.AccessKeyLastUsed and used.AccessKeyLastUsed.LastUsedDate) or nil
    end
    keys[#keys + 1] = found
  end
  return keys
end

local function has_mfa(ctx, client, user)
  local answer = calls.ask(ctx, "user " .. user.name, client, "ListMFADevices", { UserName = user.name })
  if answer then
    return #(answer.MFADevices or {}) > 0
  end
end

task {
  name = "iam_users",
  title = "IAM users, their MFA devices and access keys",
  run = function(ctx)
    local client = account.client("iam")
    local users, work = json.array {}, {}
    for _, user in ipairs(calls.all(client, "ListUsers", { MaxItems = 1000 }, "Users")) do
      local found = { name = user.UserName, arn = user.Arn, type = "aws.iam.user" }
      users[#users + 1] = found
      work[#work + 1] = function() found.mfa = has_mfa(ctx, client, found) end
      work[#work + 1] = function() found.keys = fetch_keys(ctx, client, found) end
    end
    async.map(work, function(one) one() end, { limit = math.min(32, calls.limit(ctx)) })
    return { data = { users = users }, message = ("%d users"):format(#users) }
  end,
}

local not_ready = {
  CredentialReportNotPresentException = true, CredentialReportExpiredException = true,
  CredentialReportNotReadyException = true, ReportNotPresent = true, ReportExpired = true, ReportInProgress = true,
}

---The credential report, which AWS makes when asked to, and keeps for four hours.
local function fetch_report(client)
  for try = 1, 30 do
    local answer, fault = client:call("GetCredentialReport")
    if answer then
      return base64.decode(answer.Content)
    elseif not not_ready[fault.code] and fault.status ~= 410 then
      error(fault, 0)
    end
    local started, refused = client:call("GenerateCredentialReport")
    if not started then
      error(refused, 0)
    end
    if try > 1 then
      sleep(1)
    end
  end
  error("the credential report was not made within half a minute; run this once more", 0)
end

task {
  name = "iam_passwords",
  title = "Passwords of the users, from the credential report",
  run = function(_)
    local passwords = {}
    for _, row in ipairs(csv.decode(fetch_report(account.client("iam")), { header = true })) do
      passwords[row.user] = {
        enabled = row.password_enabled == "true",
        age_days = age(row.password_last_changed) or age(row.user_creation_time),
        unused_days = age(row.password_last_used),
      }
    end
    return { data = { passwords = passwords } }
  end,
}

task {
  name = "iam_account",
  title = "The root user and the password policy",
  run = function(ctx)
    local client = account.client("iam")
    local summary = calls.ask(ctx, "account", client, "GetAccountSummary", {})
    local counts = json.object {}
    for _, entry in ipairs(summary and require("xml").list(summary.SummaryMap.entry) or {}) do
      counts[entry.key] = tonumber(entry.value)
    end
    local rules = calls.ask(ctx, "account", client, "GetAccountPasswordPolicy", {}, "NoSuchEntity")
    return {
      data = {
        arn = ("arn:aws:iam::%s:root"):format(ctx.base("account")),
        summary = summary and counts or nil,
        password_policy = rules and rules.PasswordPolicy or rules,
      },
    }
  end,
}

---@param text string|nil percent-encoded JSON
local function document(text)
  return type(text) == "string" and policy.parse(url.decode(text)) or nil
end

local function names_of(attached)
  local arns = json.array {}
  for _, one in ipairs(attached or {}) do
    arns[#arns + 1] = one.PolicyArn
  end
  return arns
end

local function documents_of(inline)
  local found = json.array {}
  for _, one in ipairs(inline or {}) do
    found[#found + 1] = { name = one.PolicyName, admin = policy.is_admin(document(one.PolicyDocument) or {}) }
  end
  return found
end

---A user, group or role with its policies.
local function holder(detail, kind, name, inline)
  return {
    arn = detail.Arn, type = "aws.iam." .. kind, name = name, attached = names_of(detail.AttachedManagedPolicies),
    inline = documents_of(inline),
  }
end

---What one page of the account's details holds, added to `found`.
local function keep_details(found, page)
  local lists = require("xml").list
  for _, user in ipairs(lists(page.UserDetailList)) do
    found.holders[#found.holders + 1] = holder(user, "user", user.UserName, user.UserPolicyList)
  end
  for _, group in ipairs(lists(page.GroupDetailList)) do
    found.holders[#found.holders + 1] = holder(group, "group", group.GroupName, group.GroupPolicyList)
  end
  for _, role in ipairs(lists(page.RoleDetailList)) do
    local kept = holder(role, "role", role.RoleName, role.RolePolicyList)
    local trust = document(role.AssumeRolePolicyDocument)
    kept.open = trust ~= nil and policy.trusts_everyone(trust)
    found.holders[#found.holders + 1] = kept
  end
  for _, managed in ipairs(lists(page.Policies)) do
    for _, version in ipairs(lists(managed.PolicyVersionList)) do
      if version.IsDefaultVersion == "true" then
        found.policies[#found.policies + 1] = {
          arn = managed.Arn, type = "aws.iam.policy", name = managed.PolicyName,
          attachments = tonumber(managed.AttachmentCount),
          admin = policy.is_admin(document(version.Document) or {}),
        }
      end
    end
  end
end

task {
  name = "iam_policies",
  title = "Policies, and who has them",
  run = function(_)
    local client, found = account.client("iam"), { holders = json.array {}, policies = json.array {} }
    local params = { Filter = { "User", "Group", "Role", "LocalManagedPolicy" }, MaxItems = 1000 }
    repeat
      local page, fault = client:call("GetAccountAuthorizationDetails", params)
      if not page then
        error(fault, 0)
      end
      keep_details(found, page)
      params.Marker = page.IsTruncated == "true" and page.Marker or nil
    until not params.Marker
    return { data = found, message = ("%d policies of the account's own"):format(#found.policies) }
  end,
}
