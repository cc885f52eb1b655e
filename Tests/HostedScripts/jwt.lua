-- Tokens: the vectors of RFC 7515, RFC 7519 and RFC 8037, claims, and what attackers try (RFC 8725).
local jwt, crypto, base64 = require("jwt"), require("crypto"), require("base64")
local harness, vectors = require("harness"), require("vectors")
local case, same, faults = harness.case, harness.same, harness.faults

local then_ = 1300819380 -- the expiry of the tokens in RFC 7515
local secret = ("s"):rep(64)

--- A token made by hand, its header and claims as JSON texts.
local function forged(header, claims, sign)
  local input = base64.encode_url(header) .. "." .. base64.encode_url(claims)
  return input .. "." .. base64.encode_url(sign and sign(input) or "")
end

local function signed(claims, options)
  options = options or {}
  options.alg = options.alg or "HS256"
  return jwt.encode(claims, secret, options)
end

local function verified(token, options)
  options = options or {}
  options.alg = options.alg or "HS256"
  return jwt.verify(token, secret, options)
end

for alg, token in pairs(vectors.tokens) do
  case("RFC 7515 A: " .. alg, function()
    local jwk = ({ HS256 = vectors.oct, RS256 = vectors.rsa, ES256 = vectors.p256 })[alg]
    for _, key in ipairs { jwk, alg == "HS256" and base64.decode_url(jwk.k) or vectors.public(jwk) } do
      local claims = jwt.verify(token, key, { alg = alg, now = then_ - 1 })
      same(claims, { iss = "joe", exp = then_, ["http://example.com/is_root"] = true })
      faults("jwt.verify: the token expired 0 seconds ago", jwt.verify, token, key, { alg = alg, now = then_ })
      faults("jwt.verify: the signature does not fit", jwt.verify, token:sub(1, -9) .. "AAAAAAAA", key,
        { alg = alg, now = then_ - 1 })
    end
  end)
end

case("RFC 7515 A.4, RFC 8037 A.4: signatures of what are no claims", function()
  local signature = "AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8Ga"
    .. "SwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn"
  same(crypto.verify(vectors.public(vectors.p521), "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA", signature,
    { encoding = "base64url" }), true)
  same(crypto.sign(vectors.ed25519, "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
    { encoding = "base64url" }),
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")
  faults("jwt.decode: the payload of the token is no JSON object", jwt.decode, "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.")
end)

local keys = {
  HS256 = secret, HS384 = secret, HS512 = secret, ES256 = crypto.generate("P-256"), ES384 = crypto.generate("P-384"),
  ES512 = crypto.generate("P-521"), EdDSA = crypto.generate("ed25519"),
}
for _, bits in ipairs { "256", "384", "512" } do
  keys["RS" .. bits], keys["PS" .. bits] = vectors.rsa, vectors.rsa
end

for alg, key in pairs(keys) do
  case("there and back: " .. alg, function()
    local claims = { iss = "me", n = 1, list = { "a" }, deep = { x = true } }
    local token = jwt.encode(claims, key, { alg = alg, kid = "k1", header = { x = 1 } })
    local public = alg:find("^HS") and key or crypto.key(key):public():pem()
    same(jwt.verify(token, public, { alg = alg }), claims)
    same(jwt.verify(token, public, { alg = { alg }, typ = "JWT" }), claims)
    same(jwt.decode(token).header, { alg = alg, kid = "k1", typ = "JWT", x = 1 })
    for other in pairs(keys) do
      if other ~= alg then
        faults("is not among those that the option alg allows", jwt.verify, token, public, { alg = other })
      end
    end
  end)
end

case("alg=none", function()
  for _, name in ipairs { "none", "None", "NONE", "nOnE", "" } do
    faults("is not among those", jwt.verify, forged(('{"alg":"%s"}'):format(name), "{}"), secret, { alg = "HS256" })
    faults("is not one of HS256", jwt.verify, forged(('{"alg":"%s"}'):format(name), "{}"), secret, { alg = name })
    faults("is not one of HS256", jwt.encode, {}, secret, { alg = name })
  end
  faults("is not among those", jwt.verify, forged("{}", "{}"), secret, { alg = "HS256" })
  faults("is not among those", jwt.verify, forged('{"alg":["HS256"]}', "{}"), secret, { alg = "HS256" })
  faults("pass the option alg", jwt.verify, signed({}), secret, {})
  faults("pass the option alg", jwt.verify, signed({}), secret)
  faults("pass the option alg", jwt.encode, {}, secret, {})
  faults("the option alg must not be an empty list", jwt.verify, signed({}), secret, { alg = {} })
end)

case("a public key is no secret", function()
  local pem = crypto.key(vectors.rsa):public():pem()
  local token = forged('{"alg":"HS256"}', "{}", function(input) return crypto.hmac("sha256", pem, input) end)
  faults("is not among those", jwt.verify, token, pem, { alg = "RS256" })
  faults("HS256 takes a shared secret; this is PEM", jwt.verify, token, pem, { alg = "HS256" })
  faults("HS256 takes a shared secret, a string, found a userdata", jwt.verify, token, crypto.key(pem),
    { alg = "HS256" })
  faults("the option alg mixes HS algorithms", jwt.verify, token, pem, { alg = { "RS256", "HS256" } })
  faults("the JWK is not for HS256 signatures", jwt.verify, token, vectors.public(vectors.rsa), { alg = "HS256" })
end)

case("a signature under another algorithm or key", function()
  local token = jwt.encode({}, vectors.rsa, { alg = "RS256" })
  local input = token:match("^(.*)%.")
  local pss = crypto.sign(vectors.rsa, input, { padding = "pss", encoding = "base64url" })
  faults("the signature does not fit", jwt.verify, input .. "." .. pss, vectors.rsa, { alg = "RS256" })
  faults("the signature does not fit", jwt.verify, input .. ".", vectors.rsa, { alg = "RS256" })
  faults("the signature does not fit", jwt.verify, token, crypto.generate("rsa"):public(), { alg = "RS256" })
  faults("RS256 takes an RSA key, found a public P-256 key", jwt.verify, token,
    crypto.key(vectors.public(vectors.p256)), { alg = "RS256" })
  faults("the JWK is not for RS256 signatures", jwt.verify, token, vectors.p256, { alg = "RS256" })
  local der = crypto.sign(vectors.p256, input, { format = "der", encoding = "base64url" })
  local ec = forged('{"alg":"ES256"}', "{}"):match("^(.*)%.")
  faults("the signature does not fit", jwt.verify, ec .. "." .. der, vectors.p256, { alg = "ES256" })
  faults("ES384 takes a P-384 key, found a private P-256 key", jwt.encode, {}, keys.ES256, { alg = "ES384" })
end)

case("short secrets", function()
  faults("the secret for HS256 must have at least 32 bytes (RFC 7518 §3.2), found 6", jwt.encode, {}, "secret",
    { alg = "HS256" })
  faults("must have at least 64 bytes", jwt.encode, {}, ("s"):rep(63), { alg = "HS512" })
end)

case("what is no token", function()
  for _, text in ipairs { "", "a", "a.b", "a.b.c.d", "a.b.c.d.e.f", ".." } do
    assert(not pcall(jwt.decode, text), text)
  end
  faults("the token must be three parts", jwt.decode, "a.b")
  faults("the token is encrypted (five parts", jwt.decode, "a.b.c.d.e")
  faults("the header of the token is no base64url", jwt.decode, "*.e30.")
  faults("the header of the token is no JSON object", jwt.decode, base64.encode_url("[]") .. ".e30.")
  faults("the payload of the token has padding", jwt.decode, "e30.e30=.")
  faults("the signature of the token is no base64url", jwt.decode, "e30.e30.+")
  faults("jwt.decode: the token must be a string, found nil", jwt.decode)
end)

case("extensions that must be understood", function()
  local function token(header)
    return forged(header, "{}", function(input) return crypto.hmac("sha256", secret, input) end)
  end
  faults("the header has crit", verified, token('{"alg":"HS256","crit":["exp"],"exp":1}'))
  faults("the header has b64", verified, token('{"alg":"HS256","b64":false}'))
end)

case("times", function()
  local token = signed { iat = 1000, nbf = 1000, exp = 2000 }
  same(verified(token, { now = 1000 }).exp, 2000)
  same(verified(token, { now = 1999.5 }).exp, 2000)
  faults("the token expired 0 seconds ago", verified, token, { now = 2000 })
  faults("the token expired 60 seconds ago", verified, token, { now = 2060 })
  same(verified(token, { now = 2059, leeway = 60 }).exp, 2000)
  faults("the token expired 60 seconds ago", verified, token, { now = 2060, leeway = 60 })
  faults("the token counts only in 1 seconds", verified, token, { now = 999 })
  same(verified(token, { now = 999, leeway = 1 }).exp, 2000)
  faults("issued 5 seconds in the future", verified, signed { iat = 1005 }, { now = 1000 })
  faults("the claim exp must be a number of seconds since 1970, found a string", verified, signed { exp = "2000" })
  faults("the claim nbf must be a number", verified, signed { nbf = json.null })
  faults("the token has no claim exp", verified, signed {}, { required = { "exp" } })
  faults("the token has no claim sub", verified, signed { sub = json.null }, { required = { "sub" } })
end)

case("expires_in", function()
  local claims = { sub = "x" }
  local token = signed(claims, { expires_in = 60 })
  same(claims, { sub = "x" })
  local got = verified(token)
  same(got.exp - got.iat, 60)
  assert(math.abs(got.iat - os.time()) <= 5)
  same(jwt.decode(signed({ iat = 1000 }, { expires_in = 540 })).claims, { iat = 1000, exp = 1540 })
end)

case("issuer, subject, audience, type", function()
  local token = signed { iss = "a", sub = "b" }
  same(verified(token, { iss = "a", sub = "b" }).sub, "b")
  same(verified(token, { iss = { "z", "a" } }).sub, "b")
  faults('the claim iss is "a", expected "A"', verified, token, { iss = "A" })
  faults('the claim iss is "a", which is none of those expected', verified, token, { iss = { "x", "y" } })
  faults('the claim sub is "b", expected "c"', verified, token, { sub = "c" })
  faults("the claim iss is nil", verified, signed {}, { iss = "a" })
  faults("the token has no claim aud", verified, token, { aud = "me" })
  for _, aud in ipairs { { "me" }, { "you", "me" } } do
    local one = signed { aud = #aud == 1 and aud[1] or aud }
    assert(verified(one, { aud = "me" }) and verified(one, { aud = { "x", "me" } }) and verified(one, { aud = false }))
    faults("is meant for an audience; pass aud", verified, one)
    faults("not for the audience that is expected", verified, one, { aud = "m" })
  end
  local typed = signed({}, { typ = "at+jwt" })
  assert(verified(typed, { typ = "at+jwt" }) and verified(typed, { typ = "application/AT+jwt" }))
  faults('the type of the token is "JWT", expected "at+jwt"', verified, signed {}, { typ = "at+jwt" })
end)

case("sets of keys", function()
  local one, two = keys.ES256, crypto.generate("P-256")
  local function jwk(key, more)
    return vectors.public(key:jwk(), more)
  end
  local set = { keys = { jwk(one, { kid = "1", use = "sig" }), jwk(two, { kid = "2", alg = "ES256" }),
    vectors.public(vectors.rsa, { kid = "3" }), jwk(crypto.generate("P-256"), { kid = "4", use = "enc" }), {}, 1 } }
  local function check(key, alg, kid)
    return jwt.verify(jwt.encode({ sub = "x" }, key, { alg = alg, kid = kid }), set, { alg = { "ES256", "RS256" } })
  end
  assert(check(one, "ES256", "1") and check(two, "ES256", "2") and check(vectors.rsa, "RS256", "3"))
  assert(check(vectors.rsa, "RS256"))
  faults("the signature does not fit", check, one, "ES256", "2")
  faults('the JWKS has no ES256 key with kid "3"', check, one, "ES256", "3")
  faults('the JWKS has no ES256 key with kid "4"', check, one, "ES256", "4")
  faults("the token names no kid, and the JWKS has 2 keys for ES256", check, one, "ES256")
  set.keys[2].alg = "ES384"
  faults('the JWKS has no ES256 key with kid "2"', check, two, "ES256", "2")
  faults("the member keys of the JWKS must be a list", jwt.verify, signed {}, { keys = 1 }, { alg = "HS256" })
  faults("takes one key here, not a set of keys", jwt.encode, {}, set, { alg = "ES256" })
end)

case("a GitHub App", function()
  local claims = { iat = 1700000000 - 60, exp = 1700000000 + 540, iss = "12345" }
  local token = jwt.encode(claims, vectors.rsa, { alg = "RS256" })
  same(base64.decode_url(token:match("^[^.]*")), '{"alg":"RS256","typ":"JWT"}')
  same(base64.decode_url(token:match("%.([^.]*)%.")), '{"exp":1700000540,"iat":1699999940,"iss":"12345"}')
end)
