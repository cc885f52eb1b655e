task {
  name = "list_items",
  title = "List Items",
  description = "Fetches all items. A real collector would ask an API for them, with ctx.base(\"api_key\").",
  type = "collector",
  run = function(ctx)
    local items = {
      { id = "1", name = "item_1" },
      { id = "2", name = "item_2" },
    }
    ctx.add_log("Listed " .. #items .. " items")
    return {
      data = { items = items },
      message = "Found " .. #items .. " items",
    }
  end,
}
