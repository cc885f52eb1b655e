local findings = require("lib.findings")
local hooks = require("lib.hooks")
local tbl = require("tbl")

local description = "What a hook tells of your code can be read on the way, or a receiver be told what never happened."
local remediation = "Send to an https URL, verify its certificate, and set a secret that the receiver checks."
local references = {
  "https://docs.github.com/webhooks/using-webhooks/best-practices-for-using-webhooks",
  "https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries",
}

local webhook = findings.part("hook", "webhooks", { owner = "owner", key = "id", name = "url" })

---@param listed Hook[]
local function judge(listed)
  return findings.of(tbl.filter(listed, "active"), findings.subject(webhook, "can be read or forged"), function(hook)
    local faults, severity = hooks.faults(hook)
    return {
      violation = #faults > 0, severity = severity,
      message = #faults > 0 and table.concat(faults, "; ") or "it is sent over https, verified and signed",
    }
  end)
end

task {
  name = "insecure_organization_webhooks",
  title = "Webhooks of the organisation can be read or forged",
  description = description,
  type = "insight",
  severity = "medium",
  depends_on = { "organization_webhooks" },
  remediation = remediation,
  references = references,
  run = function(ctx)
    return judge(ctx.get_data("organization_webhooks").hooks)
  end,
}

task {
  name = "insecure_webhooks",
  title = "Webhooks of repositories can be read or forged",
  description = description,
  type = "insight",
  severity = "medium",
  depends_on = { "repository_webhooks" },
  remediation = remediation,
  references = references,
  run = function(ctx)
    return judge(ctx.get_data("repository_webhooks").hooks)
  end,
}
