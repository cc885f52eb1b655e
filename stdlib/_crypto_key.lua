local host = ...
local arguments = host.standard("_arguments")
local check, kind, quoted = arguments.check, arguments.kind, arguments.quoted

--- Keys that sign and verify, for the modules crypto and jwt.
local M = {}

---@class crypto.Key
---@field type "rsa"|"ec"|"ed25519"
---@field ["private"] boolean whether it can sign
---@field bits integer
---@field curve? "P-256"|"P-384"|"P-521"|"Ed25519"
local Key = {}

---@class crypto.SignOptions
---@field hash? "sha256"|"sha384"|"sha512" default sha256, and for EC keys that of the curve; none with Ed25519
---@field padding? "pkcs1"|"pss" RSA only (default pkcs1)
---@field format? "raw"|"der" EC only: r and s side by side (default), or in ASN.1
---@field encoding? crypto.Encoding how the signature is put (default raw)

-- What a key is made of. Scripts get at it only through pem and der.
local contents = setmetatable({}, { __mode = "k" })

local encodings = { raw = true, hex = true, base64 = true, base64url = true }

--- The name of an encoding, checked.
---@param where string
---@param encoding any
---@return string
function M.encoding_of(where, encoding)
  if encoding == nil then
    return "raw"
  end
  check(encodings[encoding], where, "the encoding must be raw, hex, base64 or base64url, found %s", quoted(encoding))
  return encoding
end

local function new(der, is_private, type, bits, curve)
  local fields = { type = type, private = is_private, bits = bits, curve = curve }
  local name = ("%s %s key"):format(is_private and "private" or "public", curve or "RSA")
  local key = host.object {
    __name = "crypto.Key",
    __index = function(_, field)
      local value = fields[field]
      if value == nil then
        value = Key[field]
      end
      return value
    end,
    __newindex = function(_, field)
      host.raise(("a key is read-only: %s cannot be set"):format(tostring(field)))
    end,
    __tostring = function()
      return name
    end,
    __metatable = false,
  }
  contents[key] = { der = der, private = is_private, type = type }
  return key
end

--- What a native gave: a result, or nil and what is wrong.
local function answered(where, result, ...)
  if result == nil then
    host.raise(("%s: %s"):format(where, (...)))
  end
  return result, ...
end

--- A key from PEM, DER or a JWK; a key is itself.
---@param where string
---@param source any
---@return crypto.Key
function M.read(where, source)
  if contents[source] then
    return source
  end
  check(type(source) == "string" or type(source) == "table", where,
    "the key must be PEM or DER as a string, a JWK as a table, or a key, found %s", kind(source))
  return new(answered(where, host["crypto.key"](source)))
end

local kinds = { ed25519 = true, ["P-256"] = true, ["P-384"] = true, ["P-521"] = true, rsa = true }

---@param type any
---@param bits any
---@return crypto.Key
function M.generate(type, bits)
  local where = "crypto.generate"
  check(kinds[type], where, "the type must be ed25519, P-256, P-384, P-521 or rsa, found %s", quoted(type))
  check(bits == nil or type == "rsa", where, "only RSA keys have a number of bits to choose")
  check(bits == nil or bits == 2048 or bits == 3072 or bits == 4096, where,
    "the number of bits must be 2048, 3072 or 4096, found %s", quoted(bits))
  return new(answered(where, host["crypto.generate"](type, bits or 2048)))
end

local hashes = { sha256 = true, sha384 = true, sha512 = true }

--- Options of a signature, fit for the key.
local function scheme_of(where, key, options)
  options = arguments.options(where, options,
    { hash = "string", padding = "string", format = "string", encoding = "string" })
  local type = contents[key].type
  check(options.hash == nil or type ~= "ed25519", where, "Ed25519 has a hash of its own; leave the option hash out")
  check(options.hash == nil or hashes[options.hash], where,
    "the option hash must be sha256, sha384 or sha512, found %s", quoted(options.hash))
  check(options.padding == nil or type == "rsa", where, "the option padding goes with RSA keys only")
  check(options.padding == nil or options.padding == "pkcs1" or options.padding == "pss", where,
    "the option padding must be pkcs1 or pss, found %s", quoted(options.padding))
  check(options.format == nil or type == "ec", where, "the option format goes with EC keys only")
  check(options.format == nil or options.format == "raw" or options.format == "der", where,
    "the option format must be raw or der, found %s", quoted(options.format))
  return options
end

---@param where string
---@param source any
---@param data any
---@param options any
---@return string
function M.sign(where, source, data, options)
  local key = M.read(where, source)
  arguments.text(where, "the data", data)
  check(contents[key].private, where, "a public key cannot sign; pass the private one")
  options = scheme_of(where, key, options)
  local encoding = M.encoding_of(where, options.encoding)
  return (answered(where, host["crypto.sign"](contents[key].der, data, options, encoding)))
end

local function decoded(signature, encoding)
  local module = encoding == "hex" and "hex" or "base64"
  local decode = host.standard(module)[encoding == "base64url" and "decode_url" or "decode"]
  local ok, bytes = pcall(decode, signature)
  return ok and bytes or nil
end

---@param where string
---@param source any
---@param data any
---@param signature any
---@param options any
---@return boolean
function M.verify(where, source, data, signature, options)
  local key = M.read(where, source)
  arguments.text(where, "the data", data)
  arguments.text(where, "the signature", signature)
  options = scheme_of(where, key, options)
  local encoding = M.encoding_of(where, options.encoding)
  if encoding ~= "raw" then
    signature = decoded(signature, encoding)
  end
  local public = contents[contents[key].private and key:public() or key].der
  return signature ~= nil and (answered(where, host["crypto.verify"](public, data, signature, options)))
end

--- A signature of some bytes; the key must be a private one.
---@param data string
---@param options? crypto.SignOptions
---@return string
function Key:sign(data, options)
  return M.sign("key:sign", self, data, options)
end

--- Whether a signature of some bytes was made with this key, or the private key of this one.
---@param data string
---@param signature string
---@param options? crypto.SignOptions
---@return boolean
function Key:verify(data, signature, options)
  return M.verify("key:verify", self, data, signature, options)
end

local function content_of(where, key)
  check(contents[key], where, "call it with a colon, on a key of crypto.key")
  return contents[key]
end

--- The public key of a private one; a public key is itself.
---@return crypto.Key
function Key:public()
  local content = content_of("key:public", self)
  if not content.private then
    return self
  end
  content.public = content.public or new(answered("key:public", host["crypto.public"](content.der)))
  return content.public
end

--- The key as PEM: PKCS#8 for a private one, SubjectPublicKeyInfo for a public one.
---@return string
function Key:pem()
  local content = content_of("key:pem", self)
  return host["crypto.pem"](content.der, content.private)
end

--- The key as DER, as for `pem`.
---@return string
function Key:der()
  return content_of("key:der", self).der
end

--- The public key as a JWK; of a private key, too.
---@return table<string, string>
function Key:jwk()
  local content = content_of("key:jwk", self)
  return (answered("key:jwk", host["crypto.jwk"](content.der, content.private)))
end

--- The thumbprint of the public key (RFC 7638): SHA-256, as base64url.
---@return string
function Key:thumbprint()
  return host["crypto.digest"]("sha256", host.json.encode(self:jwk()), "base64url")
end

return M
