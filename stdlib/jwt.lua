local host = ...
local arguments = host.standard("_arguments")
local base64 = host.standard("base64")
local algorithms = host.standard("_jwt_algorithm")
local check, kind, quoted = arguments.check, arguments.kind, arguments.quoted
local json = host.json

--- JSON Web Tokens (RFC 7519), signed as RFC 7515 has it. The caller says which algorithms count: what a token says of
--- itself is never enough.
---@class jwt
local M = {}

---@alias jwt.Algorithm "HS256"|"HS384"|"HS512"|"RS256"|"RS384"|"RS512"|"PS256"|"PS384"|"PS512"
---| "ES256"|"ES384"|"ES512"|"EdDSA"

-- Times as jwt sees them, whole seconds since 1970.
local function now()
  return host["time.now"] and host["time.now"]() or os.time()
end

-- Encoding -----------------------------------------------------------------------------------------------------------

---@class jwt.EncodeOptions
---@field alg jwt.Algorithm
---@field kid? string the name of the key, in the header
---@field typ? string default "JWT"
---@field header? table<string, any> more members of the header
---@field expires_in? number seconds until it expires; sets exp, and iat where the claims have none

local function header_of(where, options)
  local header = {}
  for name, value in pairs(options.header or {}) do
    check(name ~= "alg", where, "the option header must not have alg; it is an option of its own")
    header[name] = value
  end
  header.alg, header.kid, header.typ = options.alg, options.kid or header.kid, options.typ or header.typ or "JWT"
  return header
end

local function part(value)
  return base64.encode_url(json.encode(value))
end

--- A signed token with these claims.
---@param claims table<string, any>
---@param key string|table|crypto.Key HS: the secret; else a private key, or PEM, DER or a JWK of one
---@param options jwt.EncodeOptions
---@return string
function M.encode(claims, key, options)
  local where = "jwt.encode"
  arguments.table(where, "the claims", claims)
  options = arguments.options(where, options,
    { alg = "string", kid = "string", typ = "string", header = "table", expires_in = "number" })
  local algorithm = algorithms.named(where, options.alg)
  if options.expires_in then
    local copy = {}
    for name, value in pairs(claims) do
      copy[name] = value
    end
    copy.iat = copy.iat or now()
    copy.exp = copy.iat + options.expires_in
    claims = copy
  end
  if next(claims) == nil then
    claims = json.object {}
  end
  local input = part(header_of(where, options)) .. "." .. part(claims)
  return input .. "." .. base64.encode_url(algorithm.sign(where, key, input))
end

-- Decoding -----------------------------------------------------------------------------------------------------------

---@class jwt.Decoded
---@field header table<string, any>
---@field claims table<string, any>
---@field signature string its bytes

local function object_of(where, what, text)
  local ok, bytes = pcall(base64.decode_url, text)
  check(ok, where, "the %s of the token is no base64url", what)
  check(not text:find("=", 1, true), where, "the %s of the token has padding, which tokens do not have", what)
  local decoded, value = pcall(json.decode, bytes)
  check(decoded and json.is_object(value), where, "the %s of the token is no JSON object", what)
  return value
end

local function take_apart(where, token)
  arguments.text(where, "the token", token)
  local header, claims, signature, rest = token:match("^([^.]*)%.([^.]*)%.([^.]*)(.*)$")
  check(header, where, "the token must be three parts with two dots between")
  check(not rest:find("^%.[^.]*%.[^.]*$"), where,
    "the token is encrypted (five parts, RFC 7516); only signed ones are supported")
  check(rest == "", where, "the token must be three parts with two dots between")
  local ok, bytes = pcall(base64.decode_url, signature)
  check(ok and not signature:find("=", 1, true), where, "the signature of the token is no base64url")
  return {
    header = object_of(where, "header", header), claims = object_of(where, "payload", claims), signature = bytes,
  }, header .. "." .. claims
end

--- What a token says, NOT checked: anybody can have written it. For a look at `kid` or `iss` before `verify`.
---@param token string
---@return jwt.Decoded
function M.decode(token)
  return (take_apart("jwt.decode", token))
end

-- Verifying ----------------------------------------------------------------------------------------------------------

---@class jwt.VerifyOptions
---@field alg jwt.Algorithm|jwt.Algorithm[] the algorithms that count
---@field iss? string|string[] who must have issued it
---@field aud? string|string[]|false for whom it must be; false leaves that open
---@field sub? string whom it must be about
---@field typ? string the type that the header must have, such as "at+jwt"
---@field required? string[] claims that must be there, such as { "exp" }
---@field leeway? number seconds by which clocks may differ (default 0)
---@field now? number the time that counts (default: the clock's)

local function one_of(where, options, name, value)
  local wanted = options[name]
  if type(wanted) == "table" then
    for _, each in ipairs(wanted) do
      if value == each then
        return
      end
    end
    check(false, where, "the claim %s is %s, which is none of those expected", name, quoted(value))
  end
  check(value == wanted, where, "the claim %s is %s, expected %s", name, quoted(value), quoted(wanted))
end

local function check_audience(where, options, audience)
  local wanted = options.aud
  if wanted == false or wanted == nil and audience == nil then
    return
  end
  check(wanted ~= nil, where, "the token is meant for an audience; pass aud, the one that you are (or aud = false)")
  check(audience ~= nil, where, "the token has no claim aud")
  local given = type(audience) == "table" and audience or { audience }
  for _, each in ipairs(type(wanted) == "table" and wanted or { wanted }) do
    for _, one in ipairs(given) do
      if one == each then
        return
      end
    end
  end
  check(false, where, "the token is for %s, not for the audience that is expected",
    #given == 1 and quoted(given[1]) or #given .. " others")
end

local function time_of(where, claims, name)
  local value = claims[name]
  check(value == nil or type(value) == "number" and value == value and math.abs(value) < 1e15, where,
    "the claim %s must be a number of seconds since 1970, found %s", name, kind(value))
  return value
end

local function check_times(where, options, claims)
  local time, leeway = options.now or now(), options.leeway or 0
  local exp, nbf, iat = time_of(where, claims, "exp"), time_of(where, claims, "nbf"), time_of(where, claims, "iat")
  check(not exp or time < exp + leeway, where, "the token expired %.0f seconds ago", time - (exp or 0))
  check(not nbf or time + leeway >= nbf, where, "the token counts only in %.0f seconds", (nbf or 0) - time)
  check(not iat or time + leeway >= iat, where, "the token was issued %.0f seconds in the future; compare the clocks",
    (iat or 0) - time)
end

local function check_claims(where, options, claims)
  for _, name in ipairs(options.required or {}) do
    check(claims[name] ~= nil and claims[name] ~= json.null, where, "the token has no claim %s", tostring(name))
  end
  check_times(where, options, claims)
  for _, name in ipairs { "iss", "sub" } do
    if options[name] ~= nil then
      one_of(where, options, name, claims[name])
    end
  end
  check_audience(where, options, claims.aud)
end

local function check_header(where, options, header)
  check(header.crit == nil, where, "the header has crit: extensions that must be understood, and none is")
  check(header.b64 == nil, where, "the header has b64, which is not supported")
  local typ = options.typ
  if typ then
    local found = type(header.typ) == "string" and header.typ:lower():gsub("^application/", "") or nil
    check(found == typ:lower():gsub("^application/", ""), where, "the type of the token is %s, expected %s",
      quoted(header.typ), quoted(typ))
  end
end

--- The claims of a token, once its signature and its claims hold. Anything else is an error.
---@param token string
---@param key string|table|crypto.Key HS: the secret; else a public key, PEM, DER, a JWK, or a JWKS { keys = … }
---@param options jwt.VerifyOptions
---@return table<string, any> claims
function M.verify(token, key, options)
  local where = "jwt.verify"
  options = arguments.options(where, options, {
    alg = "any", iss = "any", aud = "any", sub = "string", typ = "string", required = "table", leeway = "number",
    now = "number",
  })
  local allowed = algorithms.allowed(where, options.alg)
  local parts, input = take_apart(where, token)
  local algorithm = allowed[parts.header.alg]
  check(algorithm, where, "the token says alg %s, which is not among those that the option alg allows",
    quoted(parts.header.alg))
  check_header(where, options, parts.header)
  local found = algorithms.key_for(where, key, parts.header, algorithm)
  check(algorithm.verify(where, found, input, parts.signature), where, "the signature does not fit the token and key")
  check_claims(where, options, parts.claims)
  return parts.claims
end

return M
