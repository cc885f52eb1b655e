local findings = require("lib.findings")
local text = require("lib.text")

local closed = text.set {
  "no-referrer", "same-origin", "origin", "strict-origin", "origin-when-cross-origin",
  "strict-origin-when-cross-origin",
}
local open = text.set { "unsafe-url", "no-referrer-when-downgrade" }

---Of several words the last one that a browser knows counts (Referrer Policy §8.1); a meta element comes after.
---@return string|nil
local function policy_of(site)
  local policy
  local values = table.concat(site.headers["referrer-policy"] or {}, ",") .. "," .. (site.meta.referrer or "")
  for _, word in ipairs(text.split(values:lower(), ",")) do
    policy = (closed[word] or open[word]) and word or policy
  end
  return policy
end

task {
  name = "referrer_policy",
  title = "Addresses leak to other sites",
  description = "The Referer header tells other sites the path and query of the page that a user came from.",
  type = "insight",
  severity = "low",
  depends_on = { "fetch_sites" },
  remediation = "Send Referrer-Policy: strict-origin-when-cross-origin, or no-referrer.",
  references = {
    "https://www.w3.org/TR/referrer-policy/",
    "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Referrer-Policy",
  },
  run = function(ctx)
    return findings.of_pages(ctx, "set no safe Referrer-Policy", function(site)
      local policy = policy_of(site)
      local message = policy and "the policy is " .. policy or "there is no Referrer-Policy that browsers know"
      return { violation = not closed[policy or ""], message = message }
    end)
  end,
}
