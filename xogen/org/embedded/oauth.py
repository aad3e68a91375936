"""The OAuth endpoints: authorize, token, revoke, userinfo and the identity URL (facts, salesforce section 1).

The app is an External Client App of today: PKCE is required, a secret too where the app has one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from xogen.org.embedded.grants import ACCESS, CODE, REFRESH, Grant, Grants
from xogen.org.embedded.pages import consent_page, error_page
from xogen.org.embedded.settings import OrgSettings
from xogen.org.embedded.wire import Answer, Call

_CHALLENGE = re.compile(r"[A-Za-z0-9\-_]{43}")
_VERIFIER = re.compile(r"[A-Za-z0-9\-._~]{43,}")


class _OAuthError(Exception):
    """An error of the token endpoint, or one that the callback is told."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(code)
        self.code, self.description = code, description


class OAuth:
    """The endpoints under ``/services/oauth2`` and ``/id``."""

    def __init__(self, settings: OrgSettings, grants: Grants, organization: str, user: str) -> None:
        """Serve one app and one user."""
        self._settings, self._grants = settings, grants
        self._organization, self._user = organization, user
        self._routes: Mapping[tuple[str, str], Callable[[Call], Answer]] = {
            ("GET", "authorize"): self._authorize,
            ("POST", "authorize"): self._consent,
            ("POST", "token"): self._token,
            ("POST", "revoke"): self._revoke,
            ("GET", "revoke"): self._revoke,
            ("GET", "userinfo"): self._userinfo,
            ("POST", "userinfo"): self._userinfo,
        }

    def answer(self, call: Call) -> Answer:
        """Answer a call to ``/services/oauth2/...`` or ``/id/...``."""
        parts = call.segments
        if parts[0] == "id":
            return self._identity(call) if parts[1:] == (self._organization, self._user) else Answer(404, [])
        serve = self._routes.get((call.method, parts[2] if len(parts) == 3 else ""))
        return serve(call) if serve else Answer(404, error_page("URL No Longer Exists"), _HTML)

    def _authorize(self, call: Call) -> Answer:
        return self._begin(call.query, agreed=self._settings.auto_approve)

    def _consent(self, call: Call) -> Answer:
        form = call.form
        if form.get("decision") == "deny":
            return self._begin(form, agreed=False, denied=True)
        return self._begin(form, agreed=form.get("decision") == "allow")

    def _begin(self, asked: Mapping[str, str], *, agreed: bool, denied: bool = False) -> Answer:
        """Check what is asked. Who asks wrongly is told in the browser: no callback may be trusted yet."""
        app = self._settings.app
        if asked.get("client_id") != app.client_id:
            return _browser_error("invalid_client_id", "client identifier invalid")
        if not asked.get("redirect_uri"):
            return _browser_error("redirect_uri_missing", "missing required parameter: redirect_uri")
        if asked["redirect_uri"] not in app.redirects:
            return _browser_error("redirect_uri_mismatch", "redirect_uri must match configuration")
        try:
            scopes, challenge = self._checked(asked, denied=denied)
        except _OAuthError as error:
            return _back(asked, {"error": error.code, "error_description": error.description})
        if not agreed:
            return Answer(200, consent_page(asked, scopes), _HTML)
        code = self._grants.new_code(self._user, app.client_id, scopes, asked["redirect_uri"], challenge)
        return _back(asked, {"code": code})

    def _checked(self, asked: Mapping[str, str], *, denied: bool) -> tuple[tuple[str, ...], str]:
        if asked.get("response_type") != "code":
            raise _OAuthError("unsupported_response_type", "response type not supported")
        challenge = asked.get("code_challenge", "")
        # The method may be left out (jsforce does): it is S256 all the same.
        if not _CHALLENGE.fullmatch(challenge) or asked.get("code_challenge_method", "S256") != "S256":
            raise _OAuthError("invalid_request", "missing required code challenge")
        wanted = tuple(asked.get("scope", "").split()) or self._settings.app.scopes
        known = {
            *self._settings.app.scopes,
            *(("offline_access",) if "refresh_token" in self._settings.app.scopes else ()),
        }
        if not set(wanted) <= known:
            raise _OAuthError("invalid_scope", "the requested scope is not allowed")
        if denied:
            raise _OAuthError("access_denied", "end-user denied authorization")
        return wanted, challenge

    def _token(self, call: Call) -> Answer:
        form = call.form
        kinds = {"authorization_code": self._by_code, "refresh_token": self._by_refresh}
        try:
            exchange = kinds.get(form.get("grant_type", ""), self._by_nothing)
            self._check_client(call, form)
            return Answer(200, exchange(form))
        except _OAuthError as error:
            return _oauth_error(error)

    def _by_nothing(self, form: Mapping[str, str]) -> dict[str, Any]:
        raise _OAuthError("unsupported_grant_type", f"grant type not supported: {form.get('grant_type', '')}")

    def _check_client(self, call: Call, form: Mapping[str, str]) -> None:
        app = self._settings.app
        name, secret = _basic(call) or (form.get("client_id", ""), form.get("client_secret", ""))
        if name != app.client_id:
            raise _OAuthError("invalid_client_id", "client identifier invalid")
        if app.client_secret is None and secret:
            raise _OAuthError("invalid_request", "a public client must not send client_secret")
        if app.client_secret is not None and not hmac.compare_digest(secret.encode(), app.client_secret.encode()):
            raise _OAuthError("invalid_client", "invalid client credentials")

    def _by_code(self, form: Mapping[str, str]) -> dict[str, Any]:
        grant = self._grants.find(form.get("code", ""))
        if grant is None or grant.kind != CODE:
            raise _OAuthError("invalid_grant", "invalid authorization code")
        if grant.used:
            # Somebody has seen the code: what it was exchanged for is not safe either.
            self._grants.revoke_family(grant.family)
        if not grant.alive:
            raise _OAuthError("invalid_grant", "expired authorization code")
        if form.get("redirect_uri") != grant.redirect:
            raise _OAuthError("redirect_uri_mismatch", "redirect_uri must match configuration")
        verifier = form.get("code_verifier")
        if not verifier:
            raise _OAuthError("invalid_grant", "missing required code verifier")
        if not _VERIFIER.fullmatch(verifier) or not hmac.compare_digest(_challenge_of(verifier), grant.challenge):
            raise _OAuthError("invalid_request", "invalid code verifier")
        self._grants.use_up(form["code"])
        return self._issued(grant, refresh=bool({"refresh_token", "offline_access"} & set(grant.scopes)))

    def _by_refresh(self, form: Mapping[str, str]) -> dict[str, Any]:
        token = form.get("refresh_token", "")
        grant = self._grants.find(token)
        if grant is not None and grant.kind == REFRESH and grant.used:
            self._grants.revoke_family(grant.family)
        if grant is None or grant.kind != REFRESH or not grant.alive:
            raise _OAuthError("invalid_grant", "expired access/refresh token")
        if self._settings.app.rotate:
            self._grants.use_up(token)
        return self._issued(grant, refresh=self._settings.app.rotate)

    def _issued(self, grant: Grant, *, refresh: bool) -> dict[str, Any]:
        identity = f"{self._settings.base}/id/{self._organization}/{self._user}"
        issued = str(int(self._settings.clock() * 1000))
        key = (self._settings.app.client_secret or "").encode()
        signature = hmac.new(key, (identity + issued).encode(), hashlib.sha256).digest()
        answer = {
            "access_token": self._grants.new_access(grant.family),
            "signature": base64.b64encode(signature).decode(),
            "scope": " ".join(grant.scopes),
            "instance_url": self._settings.base,
            "id": identity,
            "token_type": "Bearer",
            "issued_at": issued,
        }
        return {**answer, **({"refresh_token": self._grants.new_refresh(grant.family)} if refresh else {})}

    def _revoke(self, call: Call) -> Answer:
        token = (call.form if call.method == "POST" else call.query).get("token", "")
        grant = self._grants.find(token)
        if grant is None or not grant.alive or grant.kind == CODE:
            return _oauth_error(_OAuthError("invalid_token", "the token is invalid, or was revoked already"))
        if grant.kind == REFRESH:
            self._grants.revoke_family(grant.family)
        else:
            self._grants.use_up(token)
        return Answer(200)

    def session(self, call: Call) -> Grant | None:
        """Return what a call's bearer stands for; ``None`` when it is good for nothing."""
        kind, _, token = call.headers.get("authorization", "").partition(" ")
        grant = self._grants.find(token.strip()) if kind.lower() in {"bearer", "oauth"} else None
        return grant if grant is not None and grant.kind == ACCESS and grant.alive else None

    def _userinfo(self, call: Call) -> Answer:
        if self.session(call) is None:
            return Answer(403, b"Bad_OAuth_Token", {"Content-Type": "text/html;charset=UTF-8"})
        base = self._settings.base
        return Answer(
            200,
            {
                "sub": f"{base}/id/{self._organization}/{self._user}",
                "user_id": self._user,
                "organization_id": self._organization,
                **PERSON,
                "zoneinfo": "UTC",
                "urls": self._urls(),
                "active": True,
            },
        )

    def _identity(self, call: Call) -> Answer:
        if self.session(call) is None:
            return Answer(403, b"Bad_OAuth_Token", {"Content-Type": "text/html;charset=UTF-8"})
        return Answer(
            200,
            {
                "id": f"{self._settings.base}/id/{self._organization}/{self._user}",
                "asserted_user": True,
                "user_id": self._user,
                "organization_id": self._organization,
                "username": PERSON["preferred_username"],
                "display_name": PERSON["name"],
                "email": PERSON["email"],
                "active": True,
                "user_type": "STANDARD",
                "timezone": "UTC",
                "urls": self._urls(),
            },
        )

    def _urls(self) -> Mapping[str, str]:
        base = self._settings.base
        rest = f"{base}/services/data/v{{version}}/"
        return {
            "rest": rest,
            "sobjects": f"{rest}sobjects/",
            "search": f"{rest}search/",
            "query": f"{rest}query/",
            "profile": f"{base}/{self._user}",
            "custom_domain": base,
        }


PERSON: Mapping[str, str] = {
    "preferred_username": "ada@embedded.example",
    "name": "Ada Embedded",
    "email": "ada@embedded.example",
    "given_name": "Ada",
    "family_name": "Embedded",
}
"""The one user of the org."""

_HTML = {
    "Content-Type": "text/html;charset=UTF-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}


def _challenge_of(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _basic(call: Call) -> tuple[str, str] | None:
    kind, _, text = call.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(text, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return name, secret


def _oauth_error(error: _OAuthError) -> Answer:
    return Answer(400, {"error": error.code, "error_description": error.description})


def _browser_error(code: str, description: str) -> Answer:
    return Answer(400, error_page(f"error={code}&error_description={description}"), _HTML)


def _back(asked: Mapping[str, str], answer: Mapping[str, str]) -> Answer:
    state = {"state": asked["state"]} if "state" in asked else {}
    address = asked["redirect_uri"]
    sign = "&" if "?" in address else "?"
    return Answer(
        302, None, {"Location": f"{address}{sign}{urlencode({**answer, **state})}", "Cache-Control": "no-store"}
    )
