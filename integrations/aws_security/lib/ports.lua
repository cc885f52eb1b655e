-- Rules of security groups: which ports are open to whom.
local M = {}

---@class Rule
---@field protocol string "tcp", "udp", "icmp", a number, or "-1" for all
---@field first integer
---@field last integer
---@field ipv4 boolean open to 0.0.0.0/0
---@field ipv6 boolean open to ::/0

---@param rule Rule
---@return boolean all ports of TCP are in it
function M.is_everything(rule)
  return rule.protocol == "-1" or rule.protocol == "tcp" and rule.first == 0 and rule.last == 65535
end

---The ports of a list that a rule opens. A rule that opens everything is another insight's business.
---@param rule Rule
---@param ports integer[]
---@return integer[]
function M.opened(rule, ports)
  local open = {}
  if rule.protocol == "tcp" and not M.is_everything(rule) then
    for _, port in ipairs(ports) do
      if port >= rule.first and port <= rule.last then
        open[#open + 1] = port
      end
    end
  end
  return open
end

---The ports of a list that the rules of a group open to one of the two internets, sorted, each once.
---@param rules Rule[]
---@param ports integer[]
---@param versions string[] "ipv4", "ipv6" or both
---@return integer[]
function M.exposed(rules, ports, versions)
  local found, seen = {}, {}
  for _, rule in ipairs(rules) do
    for _, version in ipairs(versions) do
      for _, port in ipairs(rule[version] and M.opened(rule, ports) or {}) do
        if not seen[port] then
          seen[port] = true
          found[#found + 1] = port
        end
      end
    end
  end
  table.sort(found)
  return found
end

return M
