local findings = require("lib.findings")
local hsts = require("lib.hsts")
local urls = require("lib.urls")

local half_a_year = 180 * 24 * 60 * 60

local references = {
  "https://www.rfc-editor.org/rfc/rfc6797",
  "https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Strict_Transport_Security_Cheat_Sheet.html",
  "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Strict-Transport-Security",
}

---Browsers heed the header over https only, and not for addresses (RFC 6797 §8.1): nil where it could not work.
---@return Hsts|nil policy
---@return string|nil fault
local function policy_of(site)
  local values = site.headers["strict-transport-security"]
  if not values then
    return nil, "Strict-Transport-Security is missing"
  end
  local policy, fault = hsts.parse(values[1])
  return policy, fault and "Strict-Transport-Security is ignored by browsers: " .. fault
end

local function applies(site)
  return site.scheme == "https" and not urls.is_address(site.final_host)
end

task {
  name = "hsts_missing",
  title = "Strict-Transport-Security is missing",
  description = "Without it a browser may be led to plain http, where the connection can be taken over.",
  type = "insight",
  severity = "medium",
  depends_on = { "fetch_sites" },
  remediation = "Send on every https answer: Strict-Transport-Security: max-age=31536000; includeSubDomains",
  references = references,
  run = function(ctx)
    return findings.of_reachable(ctx, "do not demand https (HSTS)", function(site)
      if applies(site) then
        local policy, fault = policy_of(site)
        local off = policy and policy.max_age == 0
        return {
          violation = off or policy == nil,
          message = off and "max-age=0 switches Strict-Transport-Security off"
            or fault or "Strict-Transport-Security is there",
        }
      end
    end)
  end,
}

task {
  name = "hsts_weak",
  title = "Strict-Transport-Security is weak",
  description = "A short max-age runs out between two visits; without includeSubDomains cookies leak through siblings.",
  type = "insight",
  severity = "low",
  depends_on = { "fetch_sites" },
  remediation = "Raise max-age to at least 15552000 (180 days), better 31536000, and add includeSubDomains.",
  references = references,
  run = function(ctx)
    return findings.of_reachable(ctx, "have a weak HSTS policy", function(site)
      local policy = applies(site) and policy_of(site)
      if not policy or policy.max_age == 0 then
        return nil
      end
      local faults = {}
      if policy.max_age < half_a_year then
        faults[#faults + 1] = ("max-age is %d seconds, less than 180 days"):format(policy.max_age)
      end
      if not policy.include_subdomains then
        faults[#faults + 1] = "includeSubDomains is missing"
      end
      return {
        violation = #faults > 0,
        message = #faults > 0 and table.concat(faults, "; ") or "the policy is strong",
        data = policy,
      }
    end)
  end,
}
