local account = require("lib.account")

return runner {
  name = "aws_security",
  stage_one = function(ctx)
    account.open(ctx.config)
    local identity = account.identity()
    ctx.add_log(("signed in as %s"):format(identity.Arn))
    return { account = identity.Account, arn = identity.Arn, regions = account.regions() }
  end,
}
