"""A small identity provider (OIDC) on loopback: discovery, authorize, token, keys, userinfo, tokens signed by RS256."""

import base64
import hashlib
import json
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "taizhang", "a-secret-of-the-office"


class Provider(ThreadingHTTPServer):
    """The provider with who is signed in there: `who` are the claims of the person who stands before it."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.who = {"sub": "1", "preferred_username": "wang.min"}
        self.userinfo = {}
        self.codes = {}
        self.asked = []

    @property
    def issuer(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    def do_GET(self):
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        self.server.asked.append(path)
        if path == "/.well-known/openid-configuration":
            self._json(self._configuration())
        elif path == "/authorize":
            self._authorize({name: values[0] for name, values in query.items()})
        elif path == "/jwks":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))
            self._json({"keys": [{**key, "kid": "one", "use": "sig", "alg": "RS256"}]})
        elif path == "/userinfo":
            self._json({**self.server.who, **self.server.userinfo})
        else:
            self.send_error(404)

    def do_POST(self):
        self.server.asked.append(self.path)
        form = {k: v[0] for k, v in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        asked = self.server.codes.pop(form.get("code"), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if (
            asked is None
            or (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET)
            or asked["redirect_uri"] != form["redirect_uri"]
            or asked["code_challenge"] != proof.decode().rstrip("=")
        ):
            self._json({"error": "invalid_grant"}, 400)
            return
        self._json({"access_token": token_urlsafe(8), "token_type": "Bearer", "id_token": self._id_token()})

    def _configuration(self):
        issuer = self.server.issuer
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "jwks_uri": f"{issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _authorize(self, query):
        """The person says yes at once."""
        code = token_urlsafe(8)
        self.server.codes[code] = query
        self.send_response(302)
        self.send_header("Location", f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}")
        self.end_headers()

    def _id_token(self):
        now = int(time.time())
        claims = {"iss": self.server.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, **self.server.who}
        return jwt.encode(claims, self.server.key, "RS256", headers={"kid": "one"})

    def _json(self, body, status=200):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        """Say nothing."""


@contextmanager
def provider():
    """The provider, running."""
    server = Provider()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
