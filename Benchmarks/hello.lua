-- What hello_world does, without a host: the floor that its start-up is compared with.
local items = { { id = "1", name = "item_1" }, { id = "2", name = "item_2" } }
for _, item in ipairs(items) do
  if item.name == "item_1" then
    print("Found item_1 in the list of " .. #items)
  end
end
