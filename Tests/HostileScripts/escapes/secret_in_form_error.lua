-- the secret in the options of a request that is refused
http.get("http://127.0.0.1:1/", { [ctx.config.api_key] = 1 })
