local urls = require("lib.urls")

return runner {
  name = "web_security",
  stage_one = function(ctx)
    local sites, seen = {}, {}
    for _, url in ipairs(ctx.config.get("urls")) do
      local site = urls.parse(url) or error("config.urls: " .. url .. " is not an http or https URL", 0)
      if not seen[site.url] then
        seen[site.url] = true
        sites[#sites + 1] = site
      end
    end
    return { sites = sites }
  end,
}
