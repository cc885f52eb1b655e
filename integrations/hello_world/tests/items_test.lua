describe("list_items", function()
  it("finds two items", function()
    local result = run_task("list_items")
    expect(result.success).to_be_true()
    expect(result.output.data.items).to_equal { { id = "1", name = "item_1" }, { id = "2", name = "item_2" } }
    expect(result.output.message).to_be("Found 2 items")
  end)

  it("asks nobody", function()
    expect(run_task("list_items", { http = {} }).requests).to_equal {}
  end)
end)

describe("check_item", function()
  local function check(items)
    return run_task("check_item", { data = { list_items = { items = items } } })
  end

  it("flags item_1", function()
    local result = check { { id = "1", name = "item_1" } }
    expect(result.is_violation).to_be_true()
    expect(result.severity).to_be("high")
    expect(result.violations).to_have_length(1)
    expect(result.output.data).to_match_table { total_items = 1 }
  end)

  it("lets other items be", function()
    local result = check { { id = "2", name = "item_2" } }
    expect(result.is_violation).to_be_false()
    expect(result.output.message).to_be("item_1 is not in the list")
  end)

  it("has nothing against an empty list", function()
    expect(check(json.array {}).is_violation).to_be_false()
  end)
end)

describe("the integration", function()
  it("gives the same result each time", function()
    local result = run_integration { config = { api_key = "not-a-real-key" } }
    expect(result.status).to_be("done")
    expect(result).to_match_snapshot()
  end)
end)
