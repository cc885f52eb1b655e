local hsts = require("lib.hsts")

describe("lib.hsts", function()
  it("reads every directive, whatever its case", function()
    expect(hsts.parse('Max-Age="31536000"; includeSubDomains; preload')).to_equal {
      max_age = 31536000, include_subdomains = true, preload = true,
    }
  end)

  it("takes more digits than an integer has for a very long time", function()
    expect(hsts.parse("max-age=99999999999999999999").max_age).to_be(math.maxinteger)
  end)

  for _, case in ipairs {
    { header = "includeSubDomains", fault = "max-age is missing" },
    { header = "max-age=1; max-age=2", fault = "max-age stands twice" },
    { header = "max-age=soon", fault = "max-age is not a number of seconds" },
  } do
    it("ignores " .. case.header, function()
      local policy, fault = hsts.parse(case.header)
      expect(policy).to_be_nil()
      expect(fault).to_be(case.fault)
    end)
  end
end)
