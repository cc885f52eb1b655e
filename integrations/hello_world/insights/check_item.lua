task {
  name = "check_item",
  title = "Check for a specific item",
  description = "Checks whether item_1 is in the list",
  type = "insight",
  severity = "high",
  depends_on = { "list_items" },
  remediation = "Remove item_1 from collectors/list_items.lua, and run again.",
  run = function(ctx)
    local items = ctx.get_data("list_items").items
    local found = false
    for _, item in ipairs(items) do
      found = found or item.name == "item_1"
    end
    return {
      violation = found,
      data = { total_items = #items, items = items },
      message = found and "Found item_1 in the list" or "item_1 is not in the list",
    }
  end,
}
