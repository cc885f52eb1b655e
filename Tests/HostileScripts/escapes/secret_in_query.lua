-- the secret in a query, which the URL of the error shows
-- needs: http
http.get("http://127.0.0.1:1/", { query = { token = ctx.config.api_key }, timeout = 0.3 })
