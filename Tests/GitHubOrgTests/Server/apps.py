"""GitHub Apps: a JWT that the App signed (RS256) is exchanged for the token of an installation."""

import base64
import hashlib
import json
import time

from routes import Refusal, Token, TOKENS

# DigestInfo of SHA-256 (RFC 8017 §9.2).
DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


def decode(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def signed(jwt, modulus, exponent=65537):
    """The claims of a JWT whose RSASSA-PKCS1-v1_5 signature holds; nil-like None otherwise."""
    head, claims, signature = jwt.split(".")
    if json.loads(decode(head)).get("alg") != "RS256":
        return None
    size = (modulus.bit_length() + 7) // 8
    found = pow(int.from_bytes(decode(signature), "big"), exponent, modulus).to_bytes(size, "big")
    digest = DIGEST_INFO + hashlib.sha256(f"{head}.{claims}".encode()).digest()
    wanted = b"\x00\x01" + b"\xff" * (size - len(digest) - 3) + b"\x00" + digest
    return json.loads(decode(claims)) if found == wanted else None


class Apps:
    def __init__(self, app):
        self.app = app
        self.issued = 0

    def check(self, jwt):
        try:
            claims = self.app and signed(jwt, int(self.app["modulus"], 16))
        except (ValueError, OverflowError):
            claims = None
        if not claims:
            raise Refusal(401, "A JSON web token could not be decoded")
        now = time.time()
        if not isinstance(claims.get("exp"), int) or not isinstance(claims.get("iat"), int):
            raise Refusal(401, "'Expiration time' claim ('exp') must be a numeric value")
        if claims["exp"] > now + 600:
            raise Refusal(401, "'Expiration time' claim ('exp') is too far in the future")
        if claims["exp"] < now or claims["iat"] > now:
            raise Refusal(401, "'Issued at' claim ('iat') must be an Integer representing the time that the "
                               "assertion was issued")
        if str(claims.get("iss")) != str(self.app["id"]):
            raise Refusal(404, "Integration not found")

    def answer(self, method, path, jwt):
        """(status, body) of the App's own endpoints."""
        self.check(jwt)
        installation = self.app["installation"]
        if method == "GET" and path == "/orgs/acme/installation":
            return 200, {"id": installation, "account": {"login": "acme"}, "app_id": self.app["id"]}
        if method == "POST" and path == f"/app/installations/{installation}/access_tokens":
            self.issued += 1
            token = f"ghs_installation{self.issued}"
            TOKENS[token] = Token("app", None, self.app.get("without", []))
            expires = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3600))
            return 201, {"token": token, "expires_at": expires, "permissions": {"members": "read"},
                         "repository_selection": "all"}
        raise Refusal(404, "Not Found")
