local facts = require("lib.facts")

task {
  name = "fetch_sites",
  title = "Fetch the sites",
  description = "Asks every URL, follows its redirects, and keeps headers, cookies and certificate faults.",
  type = "collector",
  run = function(ctx)
    local sites = ctx.base("sites")
    local options = { timeout = ctx.config.get("timeout", 15) }
    local fetched = async.map(sites, function(site)
      return facts.read(site, options)
    end, { limit = ctx.config.get("concurrency", 20) })

    local unreachable = {}
    for _, site in ipairs(fetched) do
      if not site.reachable then
        ctx.add_error(("%s: %s (%s)"):format(site.url, site.error.message, site.error.kind))
        unreachable[#unreachable + 1] = { url = site.url, kind = site.error.kind, message = site.error.message }
      end
    end
    if #unreachable == #fetched then
      error(("none of the %d sites answered; the errors above say why"):format(#fetched), 0)
    end
    return {
      data = { sites = json.array(fetched), unreachable = json.array(unreachable) },
      message = ("%d of %d sites answered"):format(#fetched - #unreachable, #fetched),
    }
  end,
}
