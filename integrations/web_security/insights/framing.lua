local csp = require("lib.csp")
local findings = require("lib.findings")
local text = require("lib.text")

---X-Frame-Options as HTML reads it (§7.7): the values of all headers, in lower case; ALLOW-FROM is long ignored, and a
---mixture that holds a known word denies.
local function frame_options(values)
  local words = {}
  for _, value in ipairs(values) do
    for _, word in ipairs(text.split(value, ",")) do
      words[word:lower()] = true
    end
  end
  if words.deny or words.sameorigin then
    return true, "X-Frame-Options keeps strangers out"
  elseif next(words) then
    return false, "X-Frame-Options: " .. table.concat(values, ", ") .. " is ignored by browsers"
  end
  return false, "neither frame-ancestors nor X-Frame-Options is there"
end

---frame-ancestors takes the place of X-Frame-Options where both are there (CSP3 §6.4.2).
local function protection(site)
  local present, closed = csp.frame_ancestors(csp.parse(site.headers["content-security-policy"] or {}))
  if present then
    return closed, closed and "frame-ancestors keeps strangers out" or "frame-ancestors lets every site in"
  end
  return frame_options(site.headers["x-frame-options"] or {})
end

task {
  name = "framing",
  title = "Any site may frame the page",
  description = "A page in a foreign frame can be made to receive clicks meant for another (clickjacking).",
  type = "insight",
  severity = "medium",
  depends_on = { "fetch_sites" },
  remediation = "Send Content-Security-Policy: frame-ancestors 'none', and X-Frame-Options: DENY for old browsers.",
  references = {
    "https://cheatsheetseries.owasp.org/cheatsheets/Clickjacking_Defense_Cheat_Sheet.html",
    "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Frame-Options",
  },
  run = function(ctx)
    return findings.of_pages(ctx, "can be framed by any site", function(site)
      local protected, message = protection(site)
      return { violation = not protected, message = message }
    end)
  end,
}
