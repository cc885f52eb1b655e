local config = { urls = { "https://shop.example.com/" } }

describe("fetch_sites", function()
  it("follows redirects, and keeps what the insights judge", function()
    local result = run_task("fetch_sites", { config = config })
    expect(result.success).to_be_true()
    local site = result.output.data.sites[1]
    expect(site).to_match_table {
      reachable = true, final_url = "https://shop.example.com/welcome", status = 200, html = true,
      headers = { ["strict-transport-security"] = { "max-age=3600" } },
      meta = { referrer = "same-origin" },
    }
    expect(site.chain).to_have_length(2)
    expect(site.cookies).to_match_table { { name = "session_id", secure = false, same_site = "None" } }
  end)

  it("fails where no site answers, and says why", function()
    local result = run_task("fetch_sites", {
      config = config, http = { ["GET https://shop.example.com/"] = { error = "timeout", message = "took too long." } },
    })
    expect(result.success).to_be_false()
    expect(table.concat(result.errors, "\n")).to_contain("took too long. (2 tries) (timeout)")
    expect(result.errors[2]).to_contain("none of the 1 sites answered")
  end)

  it("notes what a certificate is refused for, and asks again without the check", function()
    local result = run_task("fetch_sites", {
      config = config,
      http = {
        ["GET https://shop.example.com/"] = {
          { error = "tls", message = "the certificate has expired." },
          { status = 200, headers = { ["content-type"] = "text/html" }, body = "<html></html>" },
        },
      },
    })
    expect(result.output.data.sites[1].certificate_error).to_be("the certificate has expired.")
    expect(result.requests).to_have_length(2)
  end)
end)

describe("the insights", function()
  it("find what is wrong with the shop", function()
    local result = run_integration {
      config = config, http = "fixtures/sites",
      data = { fetch_plain_http = { sites = {} } },
    }
    local found = {}
    for _, violation in ipairs(result.violations) do
      found[#found + 1] = violation.task_name
    end
    table.sort(found)
    expect(found).to_match_snapshot()
  end)
end)

describe("hsts_weak", function()
  local function judge(header)
    return run_task("hsts_weak", {
      config = config,
      data = {
        fetch_sites = {
          sites = { {
            url = "https://a.example/", host = "a.example", final_host = "a.example", scheme = "https",
            final_url = "https://a.example/", reachable = true,
            headers = { ["strict-transport-security"] = { header } },
          } },
        },
      },
    })
  end

  it("wants half a year and all subdomains", function()
    expect(judge("max-age=31536000; includeSubDomains").is_violation).to_be_false()
    expect(judge("max-age=15551999; includeSubDomains").violations[1].description).to_match("15551999 seconds")
    expect(judge("max-age=31536000").violations[1].description).to_be("includeSubDomains is missing")
  end)
end)
