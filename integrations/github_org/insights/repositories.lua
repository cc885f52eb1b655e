local findings = require("lib.findings")
local tbl = require("tbl")
local time = require("time")

local scanning = "https://docs.github.com/code-security/secret-scanning/introduction/about-secret-scanning"
local pushing = "https://docs.github.com/code-security/secret-scanning/introduction/about-push-protection"
local dependabot = "https://docs.github.com/code-security/dependabot/dependabot-alerts/about-dependabot-alerts"
local updates = "https://docs.github.com/code-security/dependabot/dependabot-security-updates/"
  .. "about-dependabot-security-updates"

---Repositories in use: what is archived cannot be changed, and leaks nothing new.
local function in_use(ctx)
  return tbl.reject(ctx.get_data("repositories").repositories, "archived")
end

---The state of a feature: "enabled", "disabled", or nil where the token does not see it.
local function state(repository, feature)
  return repository.security[feature]
end

---Judges a feature that is switched on for each repository.
local function of_feature(ctx, fault, feature, name, severity)
  return findings.of(in_use(ctx), findings.subject(findings.repository, fault), function(repository)
    local found = state(repository, feature)
    if found then
      return {
        violation = found ~= "enabled", message = ("%s is %s"):format(name, found),
        severity = severity and severity(repository), data = { visibility = repository.visibility, [feature] = found },
      }
    end
  end)
end

task {
  name = "secret_scanning_off",
  title = "Secret scanning is off",
  description = "Keys and passwords that were committed are not noticed by you before others notice them.",
  type = "insight",
  severity = "high",
  depends_on = { "repositories" },
  remediation = "Enable secret scanning in the repository's settings, or with a security configuration for all.",
  references = { scanning },
  run = function(ctx)
    return of_feature(ctx, "are not scanned for secrets", "secret_scanning", "secret scanning", function(repository)
      return repository.visibility == "public" and "critical" or nil
    end)
  end,
}

task {
  name = "push_protection_off",
  title = "Push protection is off",
  description = "Secrets are found after they were pushed, when they must be replaced, and not before.",
  type = "insight",
  severity = "medium",
  depends_on = { "repositories" },
  remediation = "Enable push protection, next to secret scanning.",
  references = { pushing },
  run = function(ctx)
    local subject = findings.subject(findings.repository, "let secrets be pushed")
    return findings.of(in_use(ctx), subject, function(repository)
      local found = state(repository, "secret_scanning_push_protection")
      -- Without secret scanning there is none: that is a finding of its own.
      if found and state(repository, "secret_scanning") == "enabled" then
        return { violation = found ~= "enabled", message = "push protection is " .. found }
      end
    end)
  end,
}

task {
  name = "dependabot_alerts_off",
  title = "Nobody is told of vulnerable dependencies",
  description = "A published vulnerability in a dependency goes unnoticed.",
  type = "insight",
  severity = "high",
  depends_on = { "dependabot_alerts" },
  remediation = "Enable the dependency graph and Dependabot alerts.",
  references = { dependabot },
  run = function(ctx)
    local subject = findings.subject(findings.repository, "have no Dependabot alerts")
    return findings.of(ctx.get_data("dependabot_alerts").repositories, subject, function(repository)
      local message = repository.alerts and "Dependabot alerts are on" or "Dependabot alerts are off"
      return { violation = not repository.alerts, message = message }
    end)
  end,
}

task {
  name = "dependabot_updates_off",
  title = "Vulnerable dependencies are not updated",
  description = "Dependabot does not propose the update that removes a vulnerability.",
  type = "insight",
  severity = "low",
  depends_on = { "repositories" },
  remediation = "Enable Dependabot security updates.",
  references = { updates },
  run = function(ctx)
    return of_feature(
      ctx, "get no security updates", "dependabot_security_updates", "Dependabot security updates")
  end,
}

task {
  name = "stale_repositories",
  title = "Repositories that nobody works on are not archived",
  description = "Code that nobody looks after is not mended either, and its keys and hooks still work.",
  type = "insight",
  severity = "low",
  depends_on = { "repositories" },
  remediation = "Archive the repository, or have someone look after it.",
  references = { "https://docs.github.com/repositories/archiving-a-github-repository/archiving-repositories" },
  run = function(ctx)
    local days = ctx.config.get("stale_repository_days", 365)
    local subject = findings.subject(findings.repository, ("had no push for %d days"):format(days))
    return findings.of(in_use(ctx), subject, function(repository)
      if not tbl.is_absent(repository.pushed_at) then
        local age = time.days_since(repository.pushed_at)
        return {
          violation = age > days, message = ("the last push was %d days ago"):format(age),
          data = { pushed_at = repository.pushed_at },
        }
      end
    end)
  end,
}
