-- Keys and tokens: how much they may do, and whether anyone uses them.
local findings = require("lib.findings")
local tbl = require("tbl")
local time = require("time")

local keys_reference = "https://docs.github.com/authentication/connecting-to-github-with-ssh/managing-deploy-keys"
local tokens_reference = "https://docs.github.com/organizations/"
  .. "managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization"

local deploy_key = findings.part("key", "deploy keys", { owner = "repository", key = "id", name = "title" })
local token = findings.part("token", "tokens", { owner = "organization", key = "id", name = "token_name" })

---Days since the last use, or since `created` for what was never used, with words for it.
local function idle(last_used, created)
  if tbl.is_absent(last_used) then
    local days = time.days_since(created)
    return days, ("never used in %d days"):format(days)
  end
  local days = time.days_since(last_used)
  return days, ("last used %d days ago"):format(days)
end

task {
  name = "deploy_keys_with_write",
  title = "Deploy keys may write",
  description = "A key without a person behind it changes code, and passes for whoever holds the machine.",
  type = "insight",
  severity = "high",
  depends_on = { "deploy_keys" },
  remediation = "Make the key read-only, or use a GitHub App with the permissions that the job needs.",
  references = { keys_reference },
  run = function(ctx)
    local subject = findings.subject(deploy_key, "may write")
    return findings.of(ctx.get_data("deploy_keys").keys, subject, function(key)
      return { violation = not key.read_only, message = key.read_only and "it may read only" or "it may write" }
    end)
  end,
}

task {
  name = "stale_deploy_keys",
  title = "Deploy keys that nobody uses",
  description = "A key that is not needed can still be stolen.",
  type = "insight",
  severity = "low",
  depends_on = { "deploy_keys" },
  remediation = "Delete the key.",
  references = { keys_reference },
  run = function(ctx)
    local limit = ctx.config.get("stale_days", 90)
    local subject = findings.subject(deploy_key, ("were not used for %d days"):format(limit))
    return findings.of(ctx.get_data("deploy_keys").keys, subject, function(key)
      local days, message = idle(key.last_used, key.created_at)
      return { violation = days > limit, message = message }
    end)
  end,
}

---Judges the fine-grained tokens that have access; GitHub shows them to GitHub Apps only.
local function of_tokens(ctx, fault, judge)
  local data = ctx.get_data("tokens")
  if not data.visible then
    return { data = { judged = 0 }, message = ctx.get_message("tokens") }
  end
  local alive = tbl.reject(data.tokens, "token_expired")
  return findings.of(alive, findings.subject(token, fault), judge)
end

task {
  name = "tokens_without_expiry",
  title = "Tokens that never expire",
  description = "A token that was copied somewhere works for ever.",
  type = "insight",
  severity = "high",
  depends_on = { "tokens" },
  remediation = "Set a maximum lifetime for fine-grained tokens, and have their owners renew these.",
  references = { tokens_reference },
  run = function(ctx)
    return of_tokens(ctx, "never expire", function(found)
      local endless = tbl.is_absent(found.token_expires_at)
      local message = endless and "it never expires" or "it expires at " .. found.token_expires_at
      return { violation = endless, message = ("%s of %s"):format(message, found.owner) }
    end)
  end,
}

task {
  name = "stale_tokens",
  title = "Tokens that nobody uses",
  description = "A token that is not needed can still be stolen.",
  type = "insight",
  severity = "medium",
  depends_on = { "tokens" },
  remediation = "Revoke the token's access to the organisation.",
  references = {
    "https://docs.github.com/organizations/managing-programmatic-access-to-your-organization/"
      .. "reviewing-and-revoking-personal-access-tokens-in-your-organization",
  },
  run = function(ctx)
    local limit = ctx.config.get("stale_days", 90)
    return of_tokens(ctx, ("were not used for %d days"):format(limit), function(found)
      local days, message = idle(found.token_last_used_at, found.access_granted_at)
      return { violation = days > limit, message = ("%s, of %s"):format(message, found.owner) }
    end)
  end,
}
