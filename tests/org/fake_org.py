"""An org of a few lines that does as Salesforce does, and can be told to fail: for the faults that no real org shows.

``FakeOrg.handle`` answers one request; ``transport()`` carries requests to it in process, ``serving()`` over loopback.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx

ORGANIZATION = "00D5i000000abcDEAQ"
USER = "0055i000000abcDAAQ"
ACCESS, REFRESH, CODE, SECRET = "planted-access-", "planted-refresh-", "planted-code-", "planted-client-secret"
VERSIONS = ["66.0", "67.0"]


class FakeOrg:
    """One org with one app, whose refresh tokens rotate; an old one that comes again kills the whole sign-in."""

    def __init__(self):
        self.url = "http://localhost"
        self.secret = SECRET
        self.organization = {"OrganizationType": "Developer Edition", "TrialExpirationDate": None, "IsSandbox": False}
        self.limits = (200, {"DailyApiRequests": {"Max": 15000, "Remaining": 14998}})
        self.user = {"preferred_username": "ada@acme.example"}
        self.grants = []
        self.seen = []
        self.codes = {}
        self.access = None
        self.refresh = None
        self.dead = set()
        self.numbers = 0
        self.on_token = None
        self.redirect_to = None
        self.token_fault = None
        self.deny = None
        self.repeats = False
        self._lock = threading.Lock()

    def expire(self):
        """Make the org take no access token that it gave until now."""
        self.access = None

    def handle(self, method, url, headers, body):
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        form = dict(parse_qsl(body.decode(), keep_blank_values=True)) if body else {}
        self.seen.append((method, parts.path, headers.get("authorization")))
        with self._lock:
            if parts.path == "/services/oauth2/authorize":
                return self._authorize(query)
            if parts.path == "/services/oauth2/token":
                answer = self._token(form)
            elif parts.path == "/services/oauth2/revoke":
                answer = self._revoke(form)
            elif parts.path == "/services/data/":
                answer = (200, [{"version": version} for version in VERSIONS])
            elif headers.get("authorization") != f"Bearer {self.access}":
                answer = (401, [{"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}])
            else:
                answer = self._rest(parts.path)
        if self.on_token and parts.path == "/services/oauth2/token":
            self.on_token()
        return (*answer[:1], answer[2] if len(answer) > 2 else {}, json.dumps(answer[1]).encode())

    def transport(self):
        def carry(request):
            status, headers, body = self.handle(request.method, str(request.url), request.headers, request.content)
            return httpx.Response(status, headers=headers, content=body)

        return httpx.MockTransport(carry)

    @contextmanager
    def serving(self):
        org = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                status, more, content = org.handle(self.command, self.path, headers, body)
                self.send_response(status)
                for name, value in {**more, "Content-Length": str(len(content))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815 - the names http.server asks for

            def log_message(self, *arguments):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def _authorize(self, query):
        if self.deny:
            back = {"error": self.deny, "error_description": "end-user denied", "state": query["state"]}
        else:
            self.numbers += 1
            code = f"{CODE}{self.numbers}"
            self.codes[code] = query
            back = {"code": code, "state": query["state"]}
        return 302, {"Location": f"{query['redirect_uri']}?{urlencode(back)}"}, b""

    def _token(self, form):
        self.grants.append(form.get("grant_type"))
        if self.token_fault:
            return self.token_fault
        if form.get("client_secret") != self.secret:
            return 400, {
                "error": "invalid_client",
                "error_description": f"invalid client credentials{self._echo(form)}",
            }
        if form.get("grant_type") == "authorization_code":
            asked = self.codes.pop(form.get("code"), None)
            if asked is None or asked["redirect_uri"] != form.get("redirect_uri"):
                return 400, {
                    "error": "invalid_grant",
                    "error_description": f"expired authorization code{self._echo(form)}",
                }
            digest = hashlib.sha256(form["code_verifier"].encode()).digest()
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
                return 400, {"error": "invalid_request", "error_description": "invalid code verifier"}
            return 200, self._issue()
        token = form.get("refresh_token")
        if token != self.refresh:
            self.dead.add(token)
            self.access = self.refresh = None
            return 400, {
                "error": "invalid_grant",
                "error_description": f"expired access/refresh token{self._echo(form)}",
            }
        self.dead.add(token)
        return 200, self._issue()

    def _echo(self, form):
        return " " + " ".join(form.values()) if self.repeats else ""

    def _issue(self):
        self.numbers += 1
        self.access, self.refresh = f"{ACCESS}{self.numbers}", f"{REFRESH}{self.numbers}"
        return {
            "access_token": self.access,
            "refresh_token": self.refresh,
            "instance_url": self.url,
            "id": f"{self.url}/id/{ORGANIZATION}/{USER}",
            "issued_at": str(1_795_000_000_000 + self.numbers * 60_000),
            "scope": "refresh_token api id",
            "token_type": "Bearer",
        }

    def _revoke(self, form):
        if form.get("token") not in {self.refresh, self.access}:
            return 400, {"error": "invalid_token"}
        self.access = self.refresh = None
        return 200, {}

    def _rest(self, path):
        if self.redirect_to:
            return 302, {}, {"Location": self.redirect_to}
        if path == "/services/oauth2/userinfo":
            return (200, self.user) if self.user else (403, {"error": "bad scope"})
        if path.endswith("/limits"):
            return self.limits
        if path.endswith("/query"):
            return 200, {"totalSize": 1, "done": True, "records": [self.organization]}
        return 404, [{"message": "The requested resource does not exist", "errorCode": "NOT_FOUND"}]


def refusal(code, message, status=403):
    """Return an answer of the REST API that says no."""
    return status, [{"message": message, "errorCode": code}]
