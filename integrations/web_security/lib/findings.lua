-- Turns the judgement of each site, or of each cookie, into what a task returns.
local M = {}

---@class Judgement
---@field violation boolean
---@field message string
---@field severity string|nil
---@field data table|nil

---@return Site[] those that answered
local function reachable_sites(ctx)
  local sites = {}
  for _, site in ipairs(ctx.get_data("fetch_sites").sites) do
    if site.reachable then
      sites[#sites + 1] = site
    end
  end
  return sites
end

---@param resources table[]
---@param fault string what the faulty ones have in common, after "3 of 50 sites"
---@param things string
local function result(resources, fault, things)
  local faulty = {}
  for _, resource in ipairs(resources) do
    if resource.violation then
      faulty[#faulty + 1] = resource.id
    end
  end
  return {
    violation = #faulty > 0,
    message = ("%d of %d %s %s"):format(#faulty, #resources, things, fault),
    data = { judged = #resources, faulty = json.array(faulty) },
    resources = resources,
  }
end

---@param site Site
---@param judgement Judgement
---@param id string|nil
local function resource(site, judgement, id)
  return {
    id = id or site.url,
    type = "web.site",
    name = site.host,
    violation = judgement.violation,
    message = judgement.message,
    severity = judgement.severity,
    data = judgement.data or { final_url = site.final_url },
  }
end

---Judges a list of sites.
---@param sites Site[]
---@param fault string
---@param judge fun(site: Site): Judgement|nil nil where the question does not arise
function M.of_sites(sites, fault, judge)
  local resources = {}
  for _, site in ipairs(sites) do
    local judgement = judge(site)
    if judgement then
      resources[#resources + 1] = resource(site, judgement)
    end
  end
  return result(resources, fault, "sites")
end

---Judges every site that answered.
---@param fault string
---@param judge fun(site: Site): Judgement|nil
function M.of_reachable(ctx, fault, judge)
  return M.of_sites(reachable_sites(ctx), fault, judge)
end

---Judges every site that answered with a page: a policy for browsers means nothing on, say, JSON.
---@param fault string
---@param judge fun(site: Site): Judgement|nil
function M.of_pages(ctx, fault, judge)
  return M.of_reachable(ctx, fault, function(site)
    return site.html and judge(site) or nil
  end)
end

---Judges every cookie of every site that answered. The same name from the same site is one resource.
---@param fault string
---@param judge fun(cookie: Cookie, site: Site): Judgement|nil
function M.of_cookies(ctx, fault, judge)
  local resources, known = {}, {}
  for _, site in ipairs(reachable_sites(ctx)) do
    for _, cookie in ipairs(site.cookies) do
      local id = site.url .. "#cookie=" .. cookie.name
      local judgement = judge(cookie, site)
      if judgement and (not known[id] or judgement.violation) then
        local found = resource(site, judgement, id)
        found.type, found.name, found.data = "web.cookie", cookie.name, cookie
        local place = known[id] or #resources + 1
        known[id], resources[place] = place, found
      end
    end
  end
  return result(resources, fault, "cookies")
end

return M
