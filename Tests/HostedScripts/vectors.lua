-- Keys that RFC 7515, RFC 7517, RFC 8032 and RFC 8037 print.
local M = {}

M.rsa = { -- RFC 7515 A.2
  kty = "RSA", e = "AQAB",
  n = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZ"
    .. "S-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2"
    .. "R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcD"
    .. "TW9gb54h4FRWyuXpoQ",
  d = "Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXOoAJe46sui395IW_G"
    .. "O-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQl"
    .. "BjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0"
    .. "QU91p1DhOVRuOopznQ",
  p = "4BzEEOtIpmVdVEZNCqS7baC4crd0pqnRH_5IB3jw3bcxGn6QLvnEtfdUdiYrqBdss1l58BQ3KhooKeQTa9AB0Hw_Py5PJdTJNPY8cQn7ouZ2"
    .. "KKDcmnPGBY5t7yLc1QlQ5xHdwW1VhvKn-nXqhJTBgIPgtldC-KDV5z-y2XDwGUc",
  q = "uQPEfgmVtjL0Uyyx88GZFF1fOunH3-7cepKmtH4pxhtCoHqpWmT8YAmZxaewHgHAjLYsp1ZSe7zFYHj7C6ul7TjeLQeZD_YwD66t62wDmpe_"
    .. "HlB-TnBA-njbglfIsRLtXlnDzQkv5dTltRJ11BKBBypeeF6689rjcJIDEz9RWdc",
}

M.p256 = { -- RFC 7515 A.3
  kty = "EC", crv = "P-256", x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
  y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", d = "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
}

M.p521 = { -- RFC 7515 A.4
  kty = "EC", crv = "P-521",
  x = "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk",
  y = "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2",
  d = "AY5pb7A0UFiB3RELSD64fTLOSV_jazdF7fLYyuTw8lOfRhWg6Y6rUrPAxerEzgdRhajnu0ferB0d53vM9mE15j2C",
}

M.ed25519 = { -- RFC 8037 A.1
  kty = "OKP", crv = "Ed25519", x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
  d = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
}

M.oct = { -- RFC 7515 A.1
  kty = "oct", k = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
}

--- A JWK without its private members.
function M.public(jwk, more)
  local copy = { kty = jwk.kty, crv = jwk.crv, n = jwk.n, e = jwk.e, x = jwk.x, y = jwk.y }
  for name, value in pairs(more or {}) do
    copy[name] = value
  end
  return copy
end

local payload = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"

M.tokens = { -- RFC 7515 A.1, A.2, A.3
  HS256 = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." .. payload .. ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
  RS256 = "eyJhbGciOiJSUzI1NiJ9." .. payload .. "."
    .. "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9"
    .. "CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6"
    .. "_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0"
    .. "igcN_IoypGlUPQGe77Rw",
  ES256 = "eyJhbGciOiJFUzI1NiJ9." .. payload
    .. ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
}

-- Made for these tests by OpenSSL: a key for P-256 (SEC 1, its lines only), a certificate of it, an RSA public key.
M.sec1 = [[
MHcCAQEEID97q5II+MTCKCVjEZlv0+khtgTXlbNBEuKAJ4PLjeqGoAoGCCqGSM49
AwEHoUQDQgAE+pQdAFLO1IayfnCPM+9u4qtI1j2b/vvZiQNh92h1Qaooi0vQTP5+
LUsqG4RhNCOVJfA3aqA3Y88wqIp8xBZ/Mw==
]]

M.certificate = [[
-----BEGIN CERTIFICATE-----
MIIBhDCCASugAwIBAgIUZZSQf2kBZfvA85hf2HLUfLlCbxgwCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMdGVzdC5leGFtcGxlMCAXDTI2MTEyNTIwNTA0NFoYDzIxMjYx
MTAxMjA1MDQ0WjAXMRUwEwYDVQQDDAx0ZXN0LmV4YW1wbGUwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAT6lB0AUs7UhrJ+cI8z727iq0jWPZv++9mJA2H3aHVBqiiL
S9BM/n4tSyobhGE0I5Ul8DdqoDdjzzCoinzEFn8zo1MwUTAdBgNVHQ4EFgQUlYZX
cBbjHVwQa37joDpbDR/lta4wHwYDVR0jBBgwFoAUlYZXcBbjHVwQa37joDpbDR/l
ta4wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBMO4EgmmeOk3uM
UvbDgfC9z2JTgn5ixsRlxUShwS3HlQIgHi854jPAj+z8Eh9kL6pyhTAXVi84ewTb
u08Xy6ZIHx8=
-----END CERTIFICATE-----
]]

M.pkcs1 = [[
-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEAuHxjU+CRqgPPhDSsp/DeMlbLCXl+jrWVirmMbonSNAIhANhERjSJ
F3eHVpNwPJklZQeJwbB7Kv/JwdrmqYsBCKiLdYfGVHfJsWyERBP1Qq0bQ8ZdKYM3
YUKMoUWLbHzmXndvNymLjGQihlbkARTLH0SuEskvM/57ebF6eYYVhLCaVOEXp3qM
Uc9BQfnYoUkbNuWIrw6ijPIK11xIKs3LjMkjMy5FVtJjC+1pyWIhjAfiO1Se/XeJ
l/+jMXtzSakEoEtavpZxvoPkHmnSraflB1j4h6mYS7YJ8dcBhO6Fc1lD4rLROI2n
G4vU2S5URYqyHkROP7tGwEaeK/3iaLmFrQIDAQAB
-----END RSA PUBLIC KEY-----
]]

return M
