local host = ...
local arguments = host.standard("_arguments")
local keys = host.standard("_crypto_key")
local check, quoted = arguments.check, arguments.quoted

--- Digests, codes, random values, and signatures. Results are bytes; a last argument "hex", "base64" or "base64url"
--- puts them as text.
---@class crypto
local M = {}

---@alias crypto.Hash "md5"|"sha1"|"sha256"|"sha384"|"sha512"
---@alias crypto.Encoding "raw"|"hex"|"base64"|"base64url"

local encoding_of = keys.encoding_of

local hashes = { md5 = 16, sha1 = 20, sha256 = 32, sha384 = 48, sha512 = 64 } -- name -> bytes of its digest

local function check_hash(where, hash)
  check(hashes[hash], where, "the hash must be md5, sha1, sha256, sha384 or sha512, found %s", quoted(hash))
  return hash
end

local function digest(where, hash, data, encoding)
  arguments.text(where, "the data", data)
  return host["crypto.digest"](hash, data, encoding_of(where, encoding))
end

--- The digest of some bytes by a hash that is named.
---@param hash crypto.Hash
---@param data string
---@param encoding? crypto.Encoding
---@return string
function M.digest(hash, data, encoding)
  return digest("crypto.digest", check_hash("crypto.digest", hash), data, encoding)
end

--- MD5: for checksums that somebody else prescribes. Whoever wants to can make two texts with one MD5.
---@param data string
---@param encoding? crypto.Encoding
---@return string
function M.md5(data, encoding)
  return digest("crypto.md5", "md5", data, encoding)
end

--- SHA-1: for what somebody else prescribes. Two texts with one SHA-1 have been made.
---@param data string
---@param encoding? crypto.Encoding
---@return string
function M.sha1(data, encoding)
  return digest("crypto.sha1", "sha1", data, encoding)
end

---@param data string
---@param encoding? crypto.Encoding
---@return string
function M.sha256(data, encoding)
  return digest("crypto.sha256", "sha256", data, encoding)
end

---@param data string
---@param encoding? crypto.Encoding
---@return string
function M.sha384(data, encoding)
  return digest("crypto.sha384", "sha384", data, encoding)
end

---@param data string
---@param encoding? crypto.Encoding
---@return string
function M.sha512(data, encoding)
  return digest("crypto.sha512", "sha512", data, encoding)
end

--- The HMAC (RFC 2104) of some bytes under a key.
---@param hash crypto.Hash
---@param key string
---@param data string
---@param encoding? crypto.Encoding
---@return string
function M.hmac(hash, key, data, encoding)
  local where = "crypto.hmac"
  check_hash(where, hash)
  arguments.text(where, "the key", key)
  arguments.text(where, "the data", data)
  return host["crypto.hmac"](hash, key, data, encoding_of(where, encoding))
end

--- Whether two texts are the same, in a time that does not tell where they differ: for codes and tokens.
---@param a string
---@param b string
---@return boolean
function M.equal(a, b)
  arguments.text("crypto.equal", "the first text", a)
  arguments.text("crypto.equal", "the second text", b)
  return host["crypto.equal"](a, b)
end

--- Bytes that nobody can guess, from the system's generator.
---@param count integer up to 1,048,576
---@param encoding? crypto.Encoding
---@return string
function M.random(count, encoding)
  local where = "crypto.random"
  count = arguments.integer(where, "the count of bytes", count, 0)
  check(count <= 1048576, where, "at most 1048576 bytes at once, found %d", count)
  return host["crypto.random"](count, encoding_of(where, encoding))
end

--- A new UUID (RFC 9562): random, or with version 7 one that sorts by the time at which it was made.
---@param version? 4|7
---@return string
function M.uuid(version)
  check(version == nil or version == 4 or version == 7, "crypto.uuid", "the version must be 4 or 7, found %s",
    quoted(version))
  return host["crypto.uuid"](version or 4)
end

---@class crypto.PBKDF2Options
---@field salt string
---@field iterations integer
---@field length? integer bytes (default: those of the hash)
---@field hash? crypto.Hash default sha256

--- A key from a password (PBKDF2, RFC 8018). One call may take two million rounds.
---@param password string
---@param options crypto.PBKDF2Options
---@param encoding? crypto.Encoding
---@return string
function M.pbkdf2(password, options, encoding)
  local where = "crypto.pbkdf2"
  arguments.text(where, "the password", password)
  options = arguments.options(where, options,
    { salt = "string", iterations = "number", length = "number", hash = "string" })
  local hash = check_hash(where, options.hash or "sha256")
  arguments.text(where, "the option salt", options.salt)
  local rounds = arguments.integer(where, "the option iterations", options.iterations, 1)
  local length = arguments.integer(where, "the option length", options.length or hashes[hash], 1)
  return host["crypto.pbkdf2"](hash, password, options.salt, rounds, length, encoding_of(where, encoding))
end

---@class crypto.HKDFOptions
---@field salt? string default none
---@field info? string what the key is for (default none)
---@field length? integer bytes (default: those of the hash)
---@field hash? crypto.Hash default sha256

--- A key from a secret that is a key already (HKDF, RFC 5869).
---@param secret string
---@param options? crypto.HKDFOptions
---@param encoding? crypto.Encoding
---@return string
function M.hkdf(secret, options, encoding)
  local where = "crypto.hkdf"
  arguments.text(where, "the secret", secret)
  options = arguments.options(where, options, { salt = "string", info = "string", length = "number", hash = "string" })
  local hash = check_hash(where, options.hash or "sha256")
  local length = arguments.integer(where, "the option length", options.length or hashes[hash], 1)
  check(length <= 255 * hashes[hash], where, "the option length must be at most %d for %s, found %d",
    255 * hashes[hash], hash, length)
  return host["crypto.hkdf"](hash, secret, options.salt or "", options.info or "", length,
    encoding_of(where, encoding))
end

--- A key to sign or verify with: PEM, DER, a certificate (for its public key), or a JWK as a table.
---@param source string|table
---@return crypto.Key
function M.key(source)
  return keys.read("crypto.key", source)
end

--- A new private key. Making one for RSA takes up to some seconds.
---@param type "ed25519"|"P-256"|"P-384"|"P-521"|"rsa"
---@param bits? 2048|3072|4096 for RSA (default 2048)
---@return crypto.Key
function M.generate(type, bits)
  return keys.generate(type, bits)
end

--- A signature of some bytes.
---@param key crypto.Key|string|table a private key, or what `crypto.key` reads
---@param data string
---@param options? crypto.SignOptions
---@return string
function M.sign(key, data, options)
  return keys.sign("crypto.sign", key, data, options)
end

--- Whether a signature of some bytes was made with a key. What is no signature at all is not an error, but false.
---@param key crypto.Key|string|table a public or private key, or what `crypto.key` reads
---@param data string
---@param signature string
---@param options? crypto.SignOptions as for `sign`
---@return boolean
function M.verify(key, data, signature, options)
  return keys.verify("crypto.verify", key, data, signature, options)
end

return M
