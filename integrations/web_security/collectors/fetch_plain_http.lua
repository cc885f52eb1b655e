local facts = require("lib.facts")
local urls = require("lib.urls")

---The address that a user reaches who types the host's name without a scheme. Only where https stands on its own port
---is it known where plain http would be.
---@param site Url
---@return Url|nil
local function plain(site)
  if site.scheme == "https" and site.port == "443" then
    return urls.parse("http://" .. site.host .. "/")
  end
end

task {
  name = "fetch_plain_http",
  title = "Fetch the sites over plain http",
  description = "Asks port 80 of every https site, and keeps where it leads.",
  type = "collector",
  run = function(ctx)
    local targets, known = {}, {}
    for _, site in ipairs(ctx.base("sites")) do
      local target = plain(site)
      if target and not known[target.url] then
        known[target.url] = true
        targets[#targets + 1] = target
      end
    end
    local options = { timeout = ctx.config.get("timeout", 15) }
    local fetched = async.map(targets, function(target)
      return facts.read(target, options)
    end, { limit = ctx.config.get("concurrency", 20) })
    return {
      data = { sites = json.array(fetched) },
      message = ("Asked port 80 of %d sites"):format(#targets),
    }
  end,
}
