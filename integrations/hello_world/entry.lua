-- What stage_one returns is what every task reads with ctx.base.
return runner {
  name = "hello_world",
  stage_one = function(ctx)
    return { api_key = ctx.config.get("api_key") }
  end,
}
