local findings = require("lib.findings")
local hooks = require("lib.hooks")
local tbl = require("tbl")

---@param name string
---@param title string
---@param collector string
local function declare(name, title, collector)
  task {
    name = name,
    title = title,
    description = "What a hook tells of your code can be read on the way, or a receiver be told what never happened.",
    type = "insight",
    severity = "medium",
    depends_on = { collector },
    remediation = "Send to an https URL, verify its certificate, and set a secret that the receiver checks.",
    references = {
      "https://docs.github.com/webhooks/using-webhooks/best-practices-for-using-webhooks",
      "https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries",
    },
    run = function(ctx)
      local part = findings.part("hook", "webhooks", { owner = "owner", key = "id", name = "url" })
      local active = tbl.filter(ctx.get_data(collector).hooks, "active")
      return findings.of(active, findings.subject(part, "can be read or forged"), function(hook)
        local faults, severity = hooks.faults(hook)
        return {
          violation = #faults > 0, severity = severity,
          message = #faults > 0 and table.concat(faults, "; ") or "it is sent over https, verified and signed",
        }
      end)
    end,
  }
end

declare("insecure_organization_webhooks", "Webhooks of the organisation can be read or forged", "organization_webhooks")
declare("insecure_webhooks", "Webhooks of repositories can be read or forged", "repository_webhooks")
