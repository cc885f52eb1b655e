local findings = require("lib.findings")

local references = {
  "https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html",
  "https://developer.mozilla.org/en-US/docs/Web/Security/Practical_implementation_guides/TLS",
}

---The sites that were asked over plain http and answered.
local function plain_sites(ctx)
  local sites = {}
  for _, task_name in ipairs { "fetch_sites", "fetch_plain_http" } do
    for _, site in ipairs(ctx.get_data(task_name).sites or {}) do
      if site.reachable and site.url:find("^http:") then
        sites[#sites + 1] = site
      end
    end
  end
  return sites
end

task {
  name = "plain_http",
  title = "Plain http does not lead to https",
  description = "A page over plain http can be read and changed by anyone on the way.",
  type = "insight",
  severity = "high",
  depends_on = { "fetch_sites" },
  remediation = "Answer every plain-http request with a permanent redirect (301 or 308) to the https URL.",
  references = references,
  run = function(ctx)
    return findings.of_sites(plain_sites(ctx), "are served over plain http", function(site)
      local encrypted = site.scheme == "https"
      local message = encrypted and "redirects to " .. site.final_url
        or ("answers with status %d over plain http at %s"):format(site.status, site.final_url)
      return { violation = not encrypted, message = message }
    end)
  end,
}

task {
  name = "https_downgrade",
  title = "https leads back to plain http",
  description = "A redirect from https to http gives up the protection that the user came with.",
  type = "insight",
  severity = "high",
  depends_on = { "fetch_sites" },
  remediation = "Let every redirect of an https page lead to an https URL.",
  references = references,
  run = function(ctx)
    return findings.of_reachable(ctx, "redirect from https to plain http", function(site)
      local encrypted = false
      for _, hop in ipairs(site.chain) do
        if encrypted and hop.url:find("^http:") then
          return { violation = true, message = "redirects from https to " .. hop.url, data = { chain = site.chain } }
        end
        encrypted = encrypted or hop.url:find("^https:") ~= nil
      end
      return encrypted and { violation = false, message = "stays on https" } or nil
    end)
  end,
}

task {
  name = "untrusted_certificate",
  title = "The certificate is not trusted",
  description = "A browser shows a warning in place of the site, and users learn to click it away.",
  type = "insight",
  severity = "critical",
  depends_on = { "fetch_sites" },
  remediation = "Install a certificate of a public authority for this host, not expired, with its whole chain.",
  references = references,
  run = function(ctx)
    local judged = ctx.config.get("verify", true)
    return findings.of_reachable(ctx, "have a certificate that browsers refuse", function(site)
      local encrypted = site.certificate_error or site.scheme == "https"
      if not judged or not encrypted then
        return nil
      end
      return {
        violation = site.certificate_error ~= nil,
        message = site.certificate_error or "the certificate is trusted",
      }
    end)
  end,
}
