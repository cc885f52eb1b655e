local cookies = require("lib.cookies")
local findings = require("lib.findings")

local references = {
  "https://www.rfc-editor.org/rfc/rfc6265",
  "https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#cookies",
  "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie",
}

---A session's cookie is worth more than a preference.
local function judged(cookie, fault)
  return {
    violation = fault ~= nil,
    message = ("%s: %s"):format(cookie.name, fault or "as it should be"),
    severity = fault and cookies.is_session(cookie) and "high" or nil,
  }
end

task {
  name = "cookie_secure",
  title = "Cookies travel over plain http",
  description = "A cookie without Secure is sent over plain http too, where anyone on the way can read it.",
  type = "insight",
  severity = "medium",
  depends_on = { "fetch_sites" },
  remediation = "Add Secure to every cookie; name session cookies __Host-… with Path=/ and no Domain.",
  references = references,
  run = function(ctx)
    return findings.of_cookies(ctx, "are not kept to https", function(cookie)
      local fault = cookies.broken_prefix(cookie) or not cookie.secure and "Secure is missing" or nil
      return judged(cookie, fault)
    end)
  end,
}

task {
  name = "cookie_http_only",
  title = "Scripts can read cookies",
  description = "A cookie without HttpOnly is there for every script in the page, an injected one too.",
  type = "insight",
  severity = "medium",
  depends_on = { "fetch_sites" },
  remediation = "Add HttpOnly to every cookie that the page's own script does not need.",
  references = references,
  run = function(ctx)
    return findings.of_cookies(ctx, "can be read by scripts", function(cookie)
      if not cookies.is_anti_forgery(cookie) then
        return judged(cookie, not cookie.http_only and "HttpOnly is missing" or nil)
      end
    end)
  end,
}

task {
  name = "cookie_same_site",
  title = "Cookies go with requests of other sites",
  description = "Without SameSite a foreign page can make requests in the user's name (cross-site request forgery).",
  type = "insight",
  severity = "low",
  depends_on = { "fetch_sites" },
  remediation = "Add SameSite=Lax or Strict. SameSite=None, with Secure, is for pages that other sites embed.",
  references = references,
  run = function(ctx)
    return findings.of_cookies(ctx, "are sent along with requests of other sites", function(cookie)
      local fault
      if not cookie.same_site then
        fault = "SameSite is missing"
      elseif cookie.same_site == "None" then
        fault = cookie.secure and "SameSite=None" or "SameSite=None without Secure, which browsers refuse"
      end
      return judged(cookie, fault)
    end)
  end,
}
