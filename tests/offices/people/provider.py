"""An identity provider beside the test: OpenID Connect 1.0, authorization code with PKCE, and as strict as it is allowed to be."""

import json
import secrets
import time
from base64 import b64decode, urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KEY_ID = "kyodo", "a-secret-of-at-least-thirty-two-bytes", "this-spring"
CALLBACK = "http://testserver/accounts/oidc/staff/login/callback/"
SCOPES = {"profile": ("name", "family_name", "given_name"), "email": ("email", "email_verified")}
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class IdentityProvider(ThreadingHTTPServer):
    """The provider: who is signed in there now, the codes and tokens it gave out, and what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.claims: dict[str, Any] | None = None  #: of whoever signs in there; none while they turn back
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []

    def forget(self) -> None:
        """Everything is ended there: no code and no token is good any more."""
        self.codes.clear()
        self.tokens.clear()


class Door(BaseHTTPRequestHandler):
    """Discovery, keys, authorization, token and user information."""

    server: IdentityProvider

    def do_GET(self) -> None:
        self.serve({
            "/.well-known/openid-configuration": self.discovery,
            "/keys": self.keys,
            "/authorize": self.authorize,
            "/userinfo": self.userinfo,
        })  # fmt: skip

    def do_POST(self) -> None:
        self.serve({"/token": self.token})

    def serve(self, ways: dict[str, Any]) -> None:
        place = urlsplit(self.path)
        self.server.asked.append(place.path)
        self.query = {name: values[0] for name, values in parse_qs(place.query).items()}
        ways[place.path]()

    def discovery(self) -> None:
        issuer = self.server.issuer
        ends = {f"{name}_endpoint": f"{issuer}/{path}" for name, path in (("token", "token"), ("userinfo", "userinfo"))}
        self.answer({
            "issuer": issuer, "authorization_endpoint": f"{issuer}/authorize", **ends, "jwks_uri": f"{issuer}/keys",
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        })  # fmt: skip

    def keys(self) -> None:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        self.answer({"keys": [{**public, "kid": KEY_ID, "use": "sig", "alg": "RS256"}]})

    def authorize(self) -> None:
        said = self.query
        if (said.get("client_id"), said.get("redirect_uri")) != (CLIENT, CALLBACK):
            return self.answer({"error": "invalid_request"}, 400)  # nobody is sent to an address nobody registered
        if said.get("response_type") != "code" or "openid" not in said["scope"].split():
            return self.back(error="invalid_request")
        if said.get("code_challenge_method") != "S256" or not said.get("code_challenge"):
            return self.back(error="invalid_request")
        if self.server.claims is None:
            return self.back(error="access_denied")
        code = secrets.token_urlsafe()
        self.server.codes[code] = said
        return self.back(code=code)

    def back(self, **said: str) -> None:
        self.send_response(302)
        self.send_header("Location", f"{CALLBACK}?{urlencode({**said, 'state': self.query['state']})}")
        self.end_headers()

    def token(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        said = {name: values[0] for name, values in sent.items()}
        basic = b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
        if unquote(basic) != f"{CLIENT}:{SECRET}":
            return self.answer({"error": "invalid_client"}, 401)
        asked = self.server.codes.pop(said["code"], {})  # a code is good once
        proof = urlsafe_b64encode(sha256(said.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        if (asked.get("code_challenge"), asked.get("redirect_uri")) != (proof, said["redirect_uri"]):
            return self.answer({"error": "invalid_grant"}, 400)
        assert self.server.claims
        access = secrets.token_urlsafe()
        granted = {claim for scope in asked["scope"].split() for claim in ("sub", *SCOPES.get(scope, ()))}
        self.server.tokens[access] = {name: self.server.claims[name] for name in granted & set(self.server.claims)}
        now, issuer = int(time.time()), self.server.issuer
        identity = {"iss": issuer, "aud": CLIENT, "sub": self.server.claims["sub"], "iat": now, "exp": now + 300}
        signed = jwt.encode(identity, KEY, algorithm="RS256", headers={"kid": KEY_ID})
        return self.answer({"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": signed})

    def userinfo(self) -> None:
        known = self.server.tokens.get(self.headers.get("Authorization", "").removeprefix("Bearer "))
        self.answer(known or {"error": "invalid_token"}, 200 if known else 401)

    def answer(self, body: object, status: int = 200) -> None:
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_words: object) -> None:
        """Keep quiet."""
