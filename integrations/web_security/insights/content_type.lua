local findings = require("lib.findings")
local text = require("lib.text")

task {
  name = "content_type_sniffing",
  title = "Browsers may guess content types",
  description = "A browser that guesses can take an uploaded picture or text for script.",
  type = "insight",
  severity = "low",
  depends_on = { "fetch_sites" },
  remediation = "Send on every answer: X-Content-Type-Options: nosniff",
  references = {
    "https://fetch.spec.whatwg.org/#x-content-type-options-header",
    "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Content-Type-Options",
  },
  run = function(ctx)
    return findings.of_reachable(ctx, "let browsers guess content types", function(site)
      local values = site.headers["x-content-type-options"]
      -- Of several values the first one counts (Fetch §2.2.6).
      local first = values and text.split(table.concat(values, ","), ",")[1] or ""
      local set = first:lower() == "nosniff"
      local message = set and "X-Content-Type-Options: nosniff is there"
        or values and "X-Content-Type-Options: " .. first .. " means nothing to browsers"
        or "X-Content-Type-Options is missing"
      return { violation = not set, message = message }
    end)
  end,
}
