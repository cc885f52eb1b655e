-- the secret in a URL that cannot be reached
-- needs: http
http.get("http://127.0.0.1:1/" .. ctx.config.api_key, { timeout = 0.3 })
