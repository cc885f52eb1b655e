-- Keys, and what they sign.
local crypto, hex, base64 = require("crypto"), require("hex"), require("base64")
local harness, vectors = require("harness"), require("vectors")
local case, same, faults = harness.case, harness.same, harness.faults

local private = {
  rsa = crypto.key(vectors.rsa), ["P-256"] = crypto.key(vectors.p256), ["P-521"] = crypto.key(vectors.p521),
  ["P-384"] = crypto.generate("P-384"), ed25519 = crypto.key(vectors.ed25519),
}

-- RFC 8032 §7.1
for number, vector in ipairs {
  { "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2"
      .. "4655141438e7a100b" },
  { "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302ae"
      .. "eb00d291612bb0c00" },
  { "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28"
      .. "dc027beceea1ec40a" },
} do
  case("RFC 8032 §7.1, test " .. number, function()
    local key = crypto.key { kty = "OKP", crv = "Ed25519", d = base64.encode_url(hex.decode(vector[1])),
      x = base64.encode_url(hex.decode(vector[2])) }
    local data, signature = hex.decode(vector[3]), vector[4]
    same(key:sign(data, { encoding = "hex" }), signature)
    same(key:public():verify(data, hex.decode(signature)), true)
    same(key:verify(data .. "x", hex.decode(signature)), false)
  end)
end

case("RFC 8410: Ed25519 in PEM", function()
  local secret = crypto.key("-----BEGIN PRIVATE KEY-----\n"
    .. "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
    .. "-----END PRIVATE KEY-----\n")
  local open = crypto.key("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
    .. "-----END PUBLIC KEY-----")
  same(secret:public():pem(), open:pem())
  same({ secret.type, secret.private, secret.curve, open.private }, { "ed25519", true, "Ed25519", false })
end)

case("RFC 7638 and RFC 8037: thumbprints", function()
  same(private.ed25519:thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
  same(crypto.key({ kty = "RSA", e = "AQAB", alg = "RS256", kid = "2011-04-29",
    n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjB"
      .. "ZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8"
      .. "KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_"
      .. "xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw" }):thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
end)

for name, key in pairs(private) do
  case("there and back: " .. name, function()
    local data = "the data"
    local signature = key:sign(data)
    local public = key:public()
    assert(not public.private and public:public() == public and key.private)
    for _, again in ipairs { crypto.key(key:pem()), crypto.key(key:der()) } do
      same({ again.private, again.type, again.curve, again.bits }, { true, key.type, key.curve, key.bits })
      assert(public:verify(data, again:sign(data)))
    end
    for _, again in ipairs { crypto.key(public:pem()), crypto.key(public:der()), crypto.key(key:jwk()) } do
      same(again.private, false)
      same(again:der(), public:der())
      assert(again:verify(data, signature) and not again:verify(data .. " ", signature))
    end
    for at = 1, #signature, 17 do
      local byte = string.char(signature:byte(at) ~ 1)
      assert(not public:verify(data, signature:sub(1, at - 1) .. byte .. signature:sub(at + 1)), at)
    end
    for _, bad in ipairs { "", "x", signature .. "\0", signature:sub(1, -2), ("\0"):rep(#signature) } do
      same(public:verify(data, bad), false)
    end
    for _, encoding in ipairs { "hex", "base64", "base64url" } do
      local text = crypto.sign(key, data, { encoding = encoding })
      same(crypto.verify(public, data, text, { encoding = encoding }), true)
      same(crypto.verify(public, data, "!", { encoding = encoding }), false)
    end
  end)
end

case("RSA: paddings and hashes do not stand for each other", function()
  local key = private.rsa
  for _, padding in ipairs { "pkcs1", "pss" } do
    for _, hash in ipairs { "sha256", "sha384", "sha512" } do
      local signature = key:sign("x", { padding = padding, hash = hash })
      same(#signature, 256)
      for _, other in ipairs { "pkcs1", "pss" } do
        for _, other_hash in ipairs { "sha256", "sha384", "sha512" } do
          same(key:verify("x", signature, { padding = other, hash = other_hash }),
            padding == other and hash == other_hash)
        end
      end
    end
  end
  same(key:sign("x"), key:sign("x", { padding = "pkcs1", hash = "sha256" }))
  assert(key:sign("x", { padding = "pss" }) ~= key:sign("x", { padding = "pss" }))
end)

case("RSA: without its primes a JWK is the same key", function()
  local jwk = { kty = "RSA", n = vectors.rsa.n, e = vectors.rsa.e, d = vectors.rsa.d }
  same(crypto.key(jwk):sign("x", { encoding = "hex" }), private.rsa:sign("x", { encoding = "hex" }))
end)

case("EC: raw and DER", function()
  local sizes = { ["P-256"] = 64, ["P-384"] = 96, ["P-521"] = 132 }
  for name, size in pairs(sizes) do
    local key = private[name]
    local raw, der = key:sign("x"), key:sign("x", { format = "der" })
    same({ #raw, der:byte() }, { size, 0x30 })
    assert(key:verify("x", der, { format = "der" }) and not key:verify("x", der))
    assert(key:verify("x", raw, { format = "raw" }) and not key:verify("x", raw, { format = "der" }))
    assert(not key:verify("x", der .. "\0", { format = "der" }))
    assert(key:verify("x", key:sign("x", { hash = "sha512" }), { hash = "sha512" }))
  end
  -- r = 0, s = 0; r = s = the order of the group
  local order = hex.decode("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
  same(private["P-256"]:verify("x", ("\0"):rep(64)), false)
  same(private["P-256"]:verify("x", order .. order), false)
  same(private["P-256"]:verify("x", ("\0"):rep(32) .. order), false)
end)

case("keys of other tools", function()
  -- openssl ecparam -name prime256v1 -genkey, with the block of parameters that it writes first
  local sec1 = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
    .. "-----BEGIN EC PRIVATE KEY-----\r\n" .. vectors.sec1 .. "-----END EC PRIVATE KEY-----\r\n"
  same(crypto.key(sec1).curve, "P-256")
  local certificate = crypto.key(vectors.certificate)
  same({ certificate.private, certificate.curve }, { false, "P-256" })
  same(certificate:der(), crypto.key(sec1):public():der())
  same(crypto.key(vectors.pkcs1).bits, 2048)
end)

case("what is no key", function()
  local rsa = vectors.public(vectors.rsa)
  local function jwk(more)
    return vectors.public(rsa, more)
  end
  faults("crypto.key: the key must be PEM or DER as a string, a JWK as a table, or a key, found nil", crypto.key)
  faults("the key is neither PEM", crypto.key, "secret")
  faults("the key is cut", crypto.key, "-----BEGIN PRIVATE KEY-----\nMC4CAQ==")
  faults("no Base64", crypto.key, "-----BEGIN PRIVATE KEY-----\n???\n-----END PRIVATE KEY-----")
  faults("the private key cannot be read", crypto.key, "-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----")
  faults("decrypt it with: openssl pkey", crypto.key,
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4C\n-----END ENCRYPTED PRIVATE KEY-----")
  faults("decrypt it with: openssl pkey", crypto.key,
    "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMC4C\n-----END RSA PRIVATE KEY-----")
  faults("ssh-keygen -p -m PKCS8", crypto.key,
    "-----BEGIN OPENSSH PRIVATE KEY-----\nMC4C\n-----END OPENSSH PRIVATE KEY-----")
  faults("\"DH PARAMETERS\" is no kind of key", crypto.key,
    "-----BEGIN DH PARAMETERS-----\nMC4C\n-----END DH PARAMETERS-----")
  faults("the table is no JWK", crypto.key, {})
  faults("symmetric key", crypto.key, vectors.oct)
  faults("the JWK has no member \"n\"", crypto.key, { kty = "RSA", e = "AQAB" })
  faults("the member \"e\" of the JWK is no base64url text", crypto.key, jwk { e = "AQ+B" })
  faults("the RSA key has 1024 bits", crypto.key, jwk { n = ("_"):rep(170) .. "w" })
  faults("the member \"x\" of the JWK has 2 bytes where its curve has 32", crypto.key,
    vectors.public(vectors.p256, { x = "AAA" }))
  faults("no EC key", crypto.key, vectors.public(vectors.p256, { y = vectors.p256.x })) -- not on the curve
  faults("no EC key", crypto.key, vectors.public(vectors.p256, { d = ("A"):rep(43) }))
  faults("no EC key", crypto.key, vectors.public(vectors.p256, { d = vectors.ed25519.d })) -- of another point
  faults("no Ed25519 key", crypto.key, vectors.public(vectors.ed25519, { d = vectors.p256.d }))
  faults("is not Ed25519", crypto.key, vectors.public(vectors.ed25519, { crv = "X25519" }))
  faults("not one of P-256, P-384 and P-521", crypto.key, vectors.public(vectors.p256, { crv = "secp256k1" }))
  faults("no RSA key", crypto.key, jwk { d = vectors.rsa.d, p = vectors.rsa.q, q = vectors.rsa.q })
end)

case("options that do not go with the key", function()
  local rsa, ec, ed = private.rsa, private["P-256"], private.ed25519
  faults("key:sign: a public key cannot sign", function() rsa:public():sign("x") end)
  faults("the option padding goes with RSA keys only", function() ec:sign("x", { padding = "pss" }) end)
  faults("the option format goes with EC keys only", function() rsa:sign("x", { format = "der" }) end)
  faults("Ed25519 has a hash of its own", function() ed:sign("x", { hash = "sha512" }) end)
  faults("the option hash must be sha256, sha384 or sha512, found \"sha1\"", function()
    rsa:sign("x", { hash = "sha1" })
  end)
  faults("there is no option \"algorithm\"", function() rsa:sign("x", { algorithm = "RS256" }) end)
  faults("key:verify: the signature must be a string, found nil", function() rsa:verify("x") end)
  faults("the type must be ed25519, P-256, P-384, P-521 or rsa, found \"dsa\"", crypto.generate, "dsa")
  faults("only RSA keys have a number of bits", crypto.generate, "P-256", 256)
  faults("the number of bits must be 2048, 3072 or 4096, found 1024", crypto.generate, "rsa", 1024)
end)

case("keys keep to themselves", function()
  for name, key in pairs(private) do
    same(tostring(key), ("private %s key"):format(key.curve or "RSA"))
    same({ key.d, key.secret, getmetatable(key) }, { nil, nil, false })
    assert(not pcall(json.encode, key) and not pcall(next, key), name)
    faults("a key is read-only", function() key.private = false end)
    faults("call it with a colon", key.pem)
    faults("call it with a colon", key.pem, {})
  end
end)
