local config = { organization = "acme", token = "ghp_test" }

describe("organization", function()
  it("keeps the settings that the insights judge", function()
    local result = run_task("organization", { config = config })
    expect(result.success).to_be_true()
    expect(result.output.data).to_match_snapshot()
  end)

  it("asks with the token, and shows it to nobody", function()
    local result = run_task("organization", { config = config })
    expect(result.requests[1]).to_match_table {
      method = "GET", url = "https://api.github.com/orgs/acme", headers = { authorization = "Bearer ••••" },
    }
  end)

  it("says what a token lacks", function()
    local result = run_integration { config = config, http = {
      ["GET https://api.github.com/orgs/acme"] = { status = 401, json = { message = "Bad credentials" } },
    } }
    expect(result.status).to_be("error")
    expect(result.error).to_contain("GitHub does not accept the token")
    expect(result.tasks.organization.status).to_be("queued")
  end)
end)

describe("two_factor_not_required", function()
  it("is critical", function()
    local result = run_task("two_factor_not_required", { config = config })
    expect(result.is_violation).to_be_true()
    expect(result.severity).to_be("critical")
    expect(result.violations[1]).to_match_table {
      description = "two-factor authentication is not required", meta = { resource_id = "acme" },
    }
  end)

  it("judges nothing that the token does not see", function()
    local result = run_task("two_factor_not_required", {
      config = config, base = {}, data = { organization = { settings = { login = "acme" } } },
    })
    expect(result.is_violation).to_be_false()
    expect(result.output.data.judged).to_be(0)
    expect(result.output.message).to_contain("not visible to this token")
  end)
end)

describe("members_without_two_factor", function()
  it("takes an owner without it for worse", function()
    local result = run_task("members_without_two_factor", {
      config = config, base = {},
      data = {
        members = { members = {
          { login = "ada", role = "admin", organization = "acme" },
          { login = "ben", role = "member", organization = "acme" },
          { login = "cleo", role = "member", organization = "acme" },
        } },
        without_two_factor = { members = { "ada", "ben" }, outside_collaborators = {} },
      },
    })
    expect(result.output.message).to_be("2 of 3 members have no two-factor authentication")
    local severities = {}
    for _, violation in ipairs(result.violations) do
      severities[violation.meta.resource_id] = violation.severity
    end
    expect(severities).to_equal { ["acme#member=ada"] = "critical", ["acme#member=ben"] = "high" }
  end)
end)
