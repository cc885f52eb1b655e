-- Digests, codes, derived keys and random values.
local crypto, hex = require("crypto"), require("hex")
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults

local million = ("a"):rep(1000000)
for _, vector in ipairs {
  { "md5", "", "d41d8cd98f00b204e9800998ecf8427e" },
  { "md5", "abc", "900150983cd24fb0d6963f7d28e17f72" },
  { "md5", "message digest", "f96b697d7cb7938d525a2f31aaf161d0" },
  { "sha1", "", "da39a3ee5e6b4b0d3255bfef95601890afd80709" },
  { "sha1", "abc", "a9993e364706816aba3e25717850c26c9cd0d89d" },
  { "sha1", million, "34aa973cd4c4daa4f61eeb2bdbad27316534016f" },
  { "sha256", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
  { "sha256", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
  { "sha256", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
  { "sha256", million, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" },
  { "sha384", "abc", "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
    .. "8086072ba1e7cc2358baeca134c825a7" },
  { "sha512", "abc", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
    .. "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f" },
} do
  local hash, data, digest = table.unpack(vector)
  case(("FIPS 180, RFC 1321: %s of %d bytes"):format(hash, #data), function()
    same(crypto[hash](data, "hex"), digest)
    same(crypto.digest(hash, data, "hex"), digest)
    same(hex.encode(crypto[hash](data)), digest)
  end)
end

for number, vector in ipairs {
  { ("\x0b"):rep(20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6",
    "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4"
      .. "be9d914eeb61f1702e696c203a126854" },
  { "Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
    "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fd"
      .. "caeab1a34d4a6b4b636e070a38bce737" },
  { ("\xaa"):rep(131), "Test Using Larger Than Block-Size Key - Hash Key First",
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952",
    "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e52"
      .. "95e64f73f63f0aec8b915a985d786598" },
} do
  case("RFC 4231, case " .. number, function()
    local key, data = vector[1], vector[2]
    same(crypto.hmac("sha256", key, data, "hex"), vector[3])
    same(crypto.hmac("sha384", key, data, "hex"), vector[4])
    same(crypto.hmac("sha512", key, data, "hex"), vector[5])
  end)
end

case("RFC 2202: the older codes", function()
  same(crypto.hmac("md5", "Jefe", "what do ya want for nothing?", "hex"), "750c783e6ab0b503eaa86e310a5db738")
  same(crypto.hmac("sha1", "Jefe", "what do ya want for nothing?", "hex"),
    "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
  same(crypto.hmac("sha256", "", "", "hex"), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
end)

case("encodings", function()
  same(crypto.sha1("abc", "base64"), "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=")
  same(crypto.sha1("abc", "base64url"), "qZk-NkcGgWq6PiVxeFDCbJzQ2J0")
  same(#crypto.sha1("abc", "raw"), 20)
  faults("crypto.sha256: the encoding must be raw, hex, base64 or base64url, found \"HEX\"", crypto.sha256, "", "HEX")
  faults("crypto.sha256: the data must be a string, found nil", crypto.sha256)
  faults("crypto.digest: the hash must be md5, sha1, sha256, sha384 or sha512, found \"sha3\"", crypto.digest, "sha3",
    "")
  faults("crypto.hmac: the key must be a string, found nil", crypto.hmac, "sha256", nil, "")
end)

case("RFC 6070 and RFC 7914 §11: PBKDF2", function()
  local function derived(rounds, length, hash, password, salt)
    return crypto.pbkdf2(password or "password",
      { salt = salt or "salt", iterations = rounds, length = length, hash = hash }, "hex")
  end
  same(derived(1, 20, "sha1"), "0c60c80f961f0e71f3a9b524af6012062fe037a6")
  same(derived(4096, 20, "sha1"), "4b007901b765489abead49d926f721d065a429c1")
  same(derived(4096, 25, "sha1", "passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt"),
    "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038")
  same(derived(1, 64, nil, "passwd"), "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
    .. "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783")
  faults("2000001 rounds for 32 bytes are more than one call may take", derived, 2000001)
  faults("more than one call may take", derived, 1, 1 << 40)
  faults("the option iterations must be a whole number from 1", derived, 0)
  faults("the option salt must be a string", crypto.pbkdf2, "x", { iterations = 1 })
end)

case("RFC 5869: HKDF", function()
  local key = ("\x0b"):rep(22)
  same(crypto.hkdf(key, { salt = hex.decode("000102030405060708090a0b0c"), info = hex.decode("f0f1f2f3f4f5f6f7f8f9"),
    length = 42 }, "hex"),
    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
  same(crypto.hkdf(key, { length = 42 }, "hex"),
    "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
  same(#crypto.hkdf(key), 32)
  faults("the option length must be at most 8160 for sha256, found 8161", crypto.hkdf, key, { length = 8161 })
end)

case("equal", function()
  assert(crypto.equal("", "") and crypto.equal("a\0b", "a\0b"))
  assert(not crypto.equal("a\0b", "a\0c") and not crypto.equal("a", "ab") and not crypto.equal("", "a"))
  faults("crypto.equal: the second text must be a string, found nil", crypto.equal, "a")
end)

case("random bytes", function()
  for _, count in ipairs { 0, 1, 7, 8, 9, 1000 } do
    same(#crypto.random(count), count)
  end
  same(#crypto.random(16, "hex"), 32)
  assert(crypto.random(16) ~= crypto.random(16))
  local seen = {}
  for _, byte in ipairs { crypto.random(20000):byte(1, -1) } do
    seen[byte] = true
  end
  local count = 0
  for _ in pairs(seen) do
    count = count + 1
  end
  same(count, 256)
  faults("at most 1048576 bytes at once, found 1048577", crypto.random, 1048577)
  faults("the count of bytes must be a whole number from 0", crypto.random, -1)
end)

case("RFC 9562: UUIDs", function()
  local four = "^%x%x%x%x%x%x%x%x%-%x%x%x%x%-4%x%x%x%-[89ab]%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$"
  assert(crypto.uuid():find(four) and crypto.uuid() ~= crypto.uuid())
  local timed = crypto.uuid(7)
  assert(timed:find((four:gsub("%-4", "-7", 1))), timed)
  local seconds = tonumber((timed:sub(1, 13):gsub("%-", "")), 16) / 1000
  assert(math.abs(seconds - os.time()) <= 2, timed)
  faults("the version must be 4 or 7, found 1", crypto.uuid, 1)
end)
