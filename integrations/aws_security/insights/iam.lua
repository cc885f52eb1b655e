local findings = require("lib.findings")

local guide = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"

local function users(ctx)
  return ctx.get_data("iam_users").users
end

local function keys(ctx)
  local all = {}
  for _, user in ipairs(users(ctx)) do
    for _, key in ipairs(user.keys or {}) do
      if key.active then
        all[#all + 1] = key
      end
    end
  end
  return all
end

---Makes what `run` is for insights that ask one question of the account's own settings.
---@param judge fun(data: table): boolean|nil, string|nil whether it is a violation, and what is the case; nil where the
---settings could not be read
local function judge_account(judge)
  return function(ctx)
    local data = ctx.get_data("iam_account")
    local violation, message = judge(data)
    if violation == nil then
      return { data = {}, message = "not known: the account's settings could not be read" }
    end
    return findings.of_account(data.arn, ctx.base("account"), violation, message)
  end
end

task {
  name = "iam_root_access_key",
  title = "Root user has access keys",
  description = "Whoever has such a key may do everything, and no policy holds them back.",
  type = "insight",
  severity = "critical",
  depends_on = { "iam_account" },
  remediation = "Delete the access keys of the root user; use roles.",
  references = { guide .. "id_root-user.html" },
  run = judge_account(function(data)
    local count = data.summary and data.summary.AccountAccessKeysPresent
    if count then
      return count > 0, count > 0 and "the root user has an access key" or "the root user has no access key"
    end
  end),
}

task {
  name = "iam_root_mfa",
  title = "Root user without MFA",
  description = "The password of the root user is all that stands between anybody and the whole account.",
  type = "insight",
  severity = "critical",
  depends_on = { "iam_account" },
  remediation = "Register a hardware security key for the root user.",
  references = { guide .. "enable-mfa-for-root.html" },
  run = judge_account(function(data)
    local enabled = data.summary and data.summary.AccountMFAEnabled
    if enabled then
      return enabled == 0, enabled == 0 and "the root user signs in with a password alone" or "the root user has MFA"
    end
  end),
}

task {
  name = "iam_password_length",
  title = "Passwords may be short",
  description = "The password policy asks for fewer than 14 characters, or there is none.",
  type = "insight",
  severity = "medium",
  depends_on = { "iam_account" },
  remediation = "Set the minimum length of the password policy to 14 or more.",
  references = { guide .. "id_credentials_passwords_account-policy.html" },
  run = judge_account(function(data)
    local rules = data.password_policy
    if rules == nil then
      return nil
    elseif not rules then
      return true, "there is no password policy"
    end
    local length = tonumber(rules.MinimumPasswordLength) or 6
    return length < 14, ("passwords have at least %d characters"):format(length)
  end),
}

task {
  name = "iam_password_reuse",
  title = "Old passwords may come back",
  description = "The password policy does not keep users from their last 24 passwords, or there is none.",
  type = "insight",
  severity = "low",
  depends_on = { "iam_account" },
  remediation = "Let the password policy remember 24 passwords.",
  references = { guide .. "id_credentials_passwords_account-policy.html" },
  run = judge_account(function(data)
    local rules = data.password_policy
    if rules == nil then
      return nil
    end
    local kept = rules and tonumber(rules.PasswordReusePrevention) or 0
    return kept < 24, ("the last %d passwords are remembered"):format(kept)
  end),
}

task {
  name = "iam_user_mfa",
  title = "User with a password and no MFA",
  description = "A stolen or guessed password is all that it takes to sign in to the console.",
  type = "insight",
  severity = "high",
  depends_on = { "iam_users", "iam_passwords" },
  remediation = "Let the user register an MFA device, or take the password away.",
  references = { guide .. "id_credentials_mfa.html" },
  run = function(ctx)
    local passwords = ctx.get_data("iam_passwords").passwords
    return findings.of(users(ctx), "users", "sign in with a password alone", function(user)
      local password = passwords[user.name]
      if password and password.enabled and user.mfa ~= nil then
        return not user.mfa, "signs in with a password alone"
      end
    end)
  end,
}

task {
  name = "iam_password_unused",
  title = "Password that nobody uses",
  description = "A user who has not signed in for long will not notice that somebody else does.",
  type = "insight",
  severity = "medium",
  depends_on = { "iam_users", "iam_passwords" },
  remediation = "Take the password away; the user can get a new one.",
  references = { guide .. "id_credentials_finding-unused.html" },
  run = function(ctx)
    local passwords, limit = ctx.get_data("iam_passwords").passwords, ctx.config.get("unused_days", 45)
    return findings.of(users(ctx), "users", "have a password that nobody uses", function(user)
      local password = passwords[user.name]
      if password and password.enabled then
        -- A password that was never used is as old as it is.
        local days = password.unused_days or password.age_days or 0
        return days > limit, ("not used for %d days"):format(math.floor(days))
      end
    end)
  end,
}

task {
  name = "iam_access_key_age",
  title = "Access key was not changed for long",
  description = "The longer a key lives, the more places it has got to.",
  type = "insight",
  severity = "medium",
  depends_on = { "iam_users" },
  remediation = "Make a second key, put it in the place of the first, then delete the first. Better: use roles.",
  references = { guide .. "id_credentials_access-keys.html#Using_RotateAccessKey" },
  run = function(ctx)
    local limit = ctx.config.get("key_max_age", 90)
    return findings.of(keys(ctx), "active keys", ("are older than %d days"):format(limit), function(key)
      return key.age_days > limit, ("the key of %s is %d days old"):format(key.user, math.floor(key.age_days))
    end)
  end,
}

task {
  name = "iam_access_key_unused",
  title = "Access key that nobody uses",
  description = "An active key without use is there for thieves alone.",
  type = "insight",
  severity = "medium",
  depends_on = { "iam_users" },
  remediation = "Make the key inactive, and delete it when nobody misses it.",
  references = { guide .. "id_credentials_finding-unused.html" },
  run = function(ctx)
    local limit = ctx.config.get("unused_days", 45)
    return findings.of(keys(ctx), "active keys", "are not used", function(key)
      if key.age_days < limit then
        return false
      elseif key.use_known then
        local days = key.unused_days or key.age_days
        local reason = key.unused_days and "was not used for %d days" or "was never used in %d days"
        return days > limit, ("the key of %s %s"):format(key.user, reason:format(math.floor(days)))
      end
    end)
  end,
}

task {
  name = "iam_two_access_keys",
  title = "User with two active access keys",
  description = "Two keys are for the moment in which one takes the place of the other.",
  type = "insight",
  severity = "low",
  depends_on = { "iam_users" },
  remediation = "Find out which key is in use, and delete the other.",
  references = { guide .. "id_credentials_access-keys.html" },
  run = function(ctx)
    return findings.of(users(ctx), "users", "have two active keys", function(user)
      if user.keys then
        local active = 0
        for _, key in ipairs(user.keys) do
          active = active + (key.active and 1 or 0)
        end
        return active > 1, "has two active keys"
      end
    end)
  end,
}

local function holders(ctx, kind)
  local found = {}
  for _, holder in ipairs(ctx.get_data("iam_policies").holders) do
    if not kind or holder.type == "aws.iam." .. kind then
      found[#found + 1] = holder
    end
  end
  return found
end

task {
  name = "iam_user_policies",
  title = "User with policies of their own",
  description = "What is allowed to a user alone is easily forgotten when the user's work changes.",
  type = "insight",
  severity = "low",
  depends_on = { "iam_policies" },
  remediation = "Attach policies to groups, and make the user a member.",
  references = { guide .. "best-practices.html" },
  run = function(ctx)
    return findings.of(holders(ctx, "user"), "users", "have policies of their own", function(user)
      local attached, inline = #user.attached, #user.inline
      return attached + inline > 0, ("%d attached, %d inline"):format(attached, inline)
    end)
  end,
}

task {
  name = "iam_admin_policy",
  title = "Policy that allows everything is in use",
  description = "A policy of the account's own, or one inside a user, group or role, allows every action.",
  type = "insight",
  severity = "high",
  depends_on = { "iam_policies" },
  remediation = "Allow the actions that are needed; IAM Access Analyzer can tell which they are.",
  references = { guide .. "best-practices.html#grant-least-privilege" },
  run = function(ctx)
    local judged = {}
    for _, policy in ipairs(ctx.get_data("iam_policies").policies) do
      if policy.attachments and policy.attachments > 0 then
        judged[#judged + 1] = policy
      end
    end
    for _, holder in ipairs(holders(ctx)) do
      for _, inline in ipairs(holder.inline) do
        judged[#judged + 1] = {
          arn = ("%s/inline/%s"):format(holder.arn, inline.name), type = "aws.iam.inline_policy", name = inline.name,
          admin = inline.admin,
        }
      end
    end
    return findings.of(judged, "policies in use", "allow everything", function(policy)
      return policy.admin, "allows every action on everything"
    end)
  end,
}

task {
  name = "iam_open_role",
  title = "Role that anybody may assume",
  description = "The trust policy lets every account of AWS in.",
  type = "insight",
  severity = "critical",
  depends_on = { "iam_policies" },
  remediation = "Name the accounts or services in the trust policy, and ask foreign ones for an external id.",
  references = { guide .. "id_roles_create_for-user_externalid.html" },
  run = function(ctx)
    return findings.of(holders(ctx, "role"), "roles", "can be assumed by anybody", function(role)
      return role.open, "its trust policy allows every principal"
    end)
  end,
}
