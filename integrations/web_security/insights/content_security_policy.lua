local csp = require("lib.csp")
local findings = require("lib.findings")

local references = {
  "https://www.w3.org/TR/CSP3/",
  "https://cheatsheetseries.owasp.org/cheatsheets/Content_Security_Policy_Cheat_Sheet.html",
  "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP",
}

---The policies that a browser enforces: of the headers, then of the page's meta elements.
local function policies_of(site)
  local policies = csp.parse(site.headers["content-security-policy"] or {})
  for _, policy in ipairs(csp.parse(site.meta.csp)) do
    policies[#policies + 1] = policy
  end
  return policies
end

task {
  name = "csp_missing",
  title = "Content-Security-Policy is missing",
  description = "Without a policy one forgotten escape lets foreign script run in the page.",
  type = "insight",
  severity = "medium",
  depends_on = { "fetch_sites" },
  remediation = "Send a Content-Security-Policy, such as default-src 'self'; object-src 'none'; frame-ancestors 'none'",
  references = references,
  run = function(ctx)
    return findings.of_pages(ctx, "have no Content-Security-Policy", function(site)
      local missing = #policies_of(site) == 0
      local message = missing and "there is no Content-Security-Policy" or "there is a Content-Security-Policy"
      if missing and site.headers["content-security-policy-report-only"] then
        message = "the Content-Security-Policy only reports, it enforces nothing"
      end
      return { violation = missing, message = message }
    end)
  end,
}

task {
  name = "csp_unsafe",
  title = "Content-Security-Policy lets foreign script in",
  description = "unsafe-inline, unsafe-eval and wildcards undo what the policy is for.",
  type = "insight",
  severity = "medium",
  depends_on = { "fetch_sites" },
  remediation = "Allow scripts by nonce or hash, name the hosts that are needed, and set object-src 'none'.",
  references = references,
  run = function(ctx)
    return findings.of_pages(ctx, "have a policy that lets foreign script in", function(site)
      local policies = policies_of(site)
      if #policies == 0 then
        return nil
      end
      local openings = csp.openings(policies)
      return {
        violation = #openings > 0,
        message = #openings > 0 and "the policy allows " .. table.concat(openings, "; ") or "the policy is strict",
        data = { openings = json.array(openings), headers = site.headers["content-security-policy"] },
      }
    end)
  end,
}
