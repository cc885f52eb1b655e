local findings = require("lib.findings")

local telling_headers = { "server", "x-powered-by", "x-aspnet-version", "x-aspnetmvc-version", "x-generator" }

---@param value string
local function names_version(value)
  return value:find("%d+%.%d+") ~= nil or value:find("/%s*v?%d") ~= nil
end

task {
  name = "version_leak",
  title = "The server tells its version",
  description = "A version in a header tells an attacker which published weaknesses to try.",
  type = "insight",
  severity = "low",
  depends_on = { "fetch_sites" },
  remediation = "Switch it off: server_tokens off (nginx), ServerTokens Prod (Apache), expose_php = Off (PHP).",
  references = {
    "https://owasp.org/www-project-web-security-testing-guide/stable/4-Web_Application_Security_Testing/"
      .. "01-Information_Gathering/02-Fingerprint_Web_Server",
    "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Server",
  },
  run = function(ctx)
    return findings.of_reachable(ctx, "tell the version of their software", function(site)
      local leaks = {}
      for _, name in ipairs(telling_headers) do
        for _, value in ipairs(site.headers[name] or {}) do
          if names_version(value) then
            leaks[#leaks + 1] = name .. ": " .. value
          end
        end
      end
      local message = #leaks > 0 and table.concat(leaks, "; ") or "no version is told"
      return { violation = #leaks > 0, message = message, data = { leaks = json.array(leaks) } }
    end)
  end,
}
