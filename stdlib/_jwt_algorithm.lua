local host = ...
local arguments = host.standard("_arguments")
local base64 = host.standard("base64")
local keys = host.standard("_crypto_key")
local check, kind, quoted = arguments.check, arguments.kind, arguments.quoted

--- The algorithms of tokens (RFC 7518 §3, RFC 8037), and which key goes with which.
local M = {}

---@class jwt.AlgorithmOfToken
---@field name jwt.Algorithm
---@field kty "oct"|"RSA"|"EC"|"OKP" the key type in a JWK
---@field crv? string the curve in a JWK
---@field sign fun(where: string, key: any, input: string): string
---@field verify fun(where: string, key: any, input: string, signature: string): boolean
local known = {}

-- HMAC ---------------------------------------------------------------------------------------------------------------

local function secret_of(where, name, key, length)
  if type(key) == "table" then
    check(key.kty == "oct", where, "%s takes a shared secret; the JWK has the key type %s", name, quoted(key.kty))
    local ok, bytes = pcall(base64.decode_url, key.k)
    check(ok, where, "the member k of the JWK is no base64url text")
    key = bytes
  end
  check(type(key) == "string", where, "%s takes a shared secret, a string, found %s", name, kind(key))
  -- A public key is no secret: whoever has it could sign (RFC 8725 §2.1).
  check(not key:find("-----BEGIN", 1, true), where, "%s takes a shared secret; this is PEM", name)
  check(#key >= length, where, "the secret for %s must have at least %d bytes (RFC 7518 §3.2), found %d", name, length,
    #key)
  return key
end

for bits, length in pairs { ["256"] = 32, ["384"] = 48, ["512"] = 64 } do
  local name, hash = "HS" .. bits, "sha" .. bits
  local function code(where, key, input)
    return host["crypto.hmac"](hash, secret_of(where, name, key, length), input, "raw")
  end
  known[name] = {
    name = name, kty = "oct", sign = code,
    verify = function(where, key, input, signature)
      return host["crypto.equal"](code(where, key, input), signature)
    end,
  }
end

-- Signatures ---------------------------------------------------------------------------------------------------------

local function asymmetric(name, kty, crv, options)
  local wanted = kty == "OKP" and "ed25519" or kty:lower()
  local function key_of(where, source)
    check(not (type(source) == "table" and source.keys), where, "%s takes one key here, not a set of keys", name)
    local key = keys.read(where, source)
    check(key.type == wanted and (not crv or key.curve == crv), where, "%s takes %s key, found a %s", name,
      crv and "a " .. crv or "an RSA", tostring(key))
    return key
  end
  known[name] = {
    name = name, kty = kty, crv = crv,
    sign = function(where, source, input)
      return keys.sign(where, key_of(where, source), input, options)
    end,
    verify = function(where, source, input, signature)
      return keys.verify(where, key_of(where, source), input, signature, options)
    end,
  }
end

for _, bits in ipairs { "256", "384", "512" } do
  asymmetric("RS" .. bits, "RSA", nil, { hash = "sha" .. bits, padding = "pkcs1" })
  asymmetric("PS" .. bits, "RSA", nil, { hash = "sha" .. bits, padding = "pss" })
end
asymmetric("ES256", "EC", "P-256", { hash = "sha256" })
asymmetric("ES384", "EC", "P-384", { hash = "sha384" })
asymmetric("ES512", "EC", "P-521", { hash = "sha512" })
asymmetric("EdDSA", "OKP", "Ed25519", {})

-- Names --------------------------------------------------------------------------------------------------------------

--- The algorithm of a name.
---@param where string
---@param name any
---@return jwt.AlgorithmOfToken
function M.named(where, name)
  check(name ~= nil, where, "pass the option alg, such as \"RS256\": the algorithm is never taken from a token or key")
  check(known[name], where, "the algorithm %s is not one of HS256, RS256, PS256, ES256 (or 384, 512) and EdDSA",
    quoted(name))
  return known[name]
end

--- The algorithms that the option alg allows, by name. Secrets and public keys do not mix: one key serves all of them.
---@param where string
---@param alg any a name, or a list of them
---@return table<string, jwt.AlgorithmOfToken>
function M.allowed(where, alg)
  local allowed, family = {}, nil
  check(type(alg) ~= "table" or #alg > 0, where, "the option alg must not be an empty list")
  for _, name in ipairs(type(alg) == "table" and alg or { alg or M.named(where, nil) }) do
    local algorithm = M.named(where, name)
    local shared = algorithm.kty == "oct"
    check(family == nil or family == shared, where,
      "the option alg mixes HS algorithms, whose key is secret, with others, whose key is public")
    family = shared
    allowed[name] = algorithm
  end
  return allowed
end

-- Sets of keys -------------------------------------------------------------------------------------------------------

local function fits(jwk, algorithm)
  if type(jwk) ~= "table" or jwk.kty ~= algorithm.kty or algorithm.crv and jwk.crv ~= algorithm.crv then
    return false
  end
  return (jwk.alg == nil or jwk.alg == algorithm.name) and (jwk.use == nil or jwk.use == "sig")
end

local function choose(where, set, kid, algorithm)
  check(type(set.keys) == "table", where, "the member keys of the JWKS must be a list, found %s", kind(set.keys))
  local found, count
  count = 0
  for index = 1, #set.keys do
    local jwk = set.keys[index]
    if fits(jwk, algorithm) and (kid == nil or jwk.kid == kid) then
      found, count = found or jwk, count + 1
    end
  end
  if kid ~= nil then
    check(found, where, "the JWKS has no %s key with kid %s; fetch it again if keys were rotated", algorithm.name,
      quoted(kid))
    check(count == 1, where, "the JWKS has %d keys with kid %s", count, quoted(kid))
  else
    check(count == 1, where, "the token names no kid, and the JWKS has %d keys for %s", count, algorithm.name)
  end
  return found
end

--- The key for a token: the one given, or that of a JWKS which the header's kid names.
---@param where string
---@param key any
---@param header table
---@param algorithm jwt.AlgorithmOfToken
---@return any
function M.key_for(where, key, header, algorithm)
  if type(key) ~= "table" then
    return key
  end
  if key.keys ~= nil then
    local kid = header.kid
    check(kid == nil or type(kid) == "string", where, "the kid of the token must be a string, found %s", kind(kid))
    return choose(where, key, kid, algorithm)
  end
  check(key.kty == nil or fits(key, algorithm), where, "the JWK is not for %s signatures (kty %s, alg %s, use %s)",
    algorithm.name, quoted(key.kty), tostring(key.alg), tostring(key.use))
  return key
end

return M
