"""OAuth 2.0 with Salesforce: web-server flow with PKCE, refresh, revocation (facts, salesforce section 1).

Requests are built by Authlib and sent by httpx. There is no ``expires_in``: a 401 says that a token is due.
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from pydantic import Field

from xogen.errors import ActionError, MachineError, XogenError
from xogen.model.base import Owned
from xogen.org.app import OAuthApp
from xogen.org.hosts import instance_host, origin
from xogen.org.http import send
from xogen.org.problems import ExpiredError, said
from xogen.org.redact import REDACTOR

_IDENTITY = re.compile(r"/id/(?P<organization>00D\w{12,15})/(?P<user>\w{15,18})/?$")
_DEAD = frozenset({"invalid_grant", "inactive_user", "inactive_org"})

HINTS = {
    "access_denied": "run the command again, and choose Allow on Salesforce's page",
    "access-denied": "run the command again, and choose Allow on Salesforce's page",
    "invalid_client": "check the values of the profile's client_id and client_secret",
    "invalid_client_id": "check the value of the profile's client_id; a new app needs up to 10 minutes",
    "invalid_client_credentials": "check the value of the profile's client_secret",
    "invalid_grant": "a code can be used once and for 15 minutes: run the command again",
    "invalid_scope": "every scope of the profile must be allowed in the app: api, id, refresh_token",
    "redirect_uri_mismatch": "register the action's login_redirect as a callback URL of the app, letter for letter",
    "inactive_user": "this user is not active in the org: sign in as another one",
    "inactive_org": "this org is not active: sign in to another one",
}


class Tokens(Owned):
    """What a token answer gives. ``issued_at`` is milliseconds since 1970, as Salesforce counts; 0 when not said."""

    access: str = Field(repr=False)
    refresh: str | None = Field(default=None, repr=False)
    instance_url: str
    scopes: tuple[str, ...]
    issued_at: int = 0
    identity_url: str = ""

    @property
    def organization_id(self) -> str | None:
        """The org's id, by the identity URL."""
        match = _IDENTITY.search(self.identity_url)
        return match["organization"] if match else None

    @property
    def user_id(self) -> str | None:
        """The id of who signed in, by the identity URL."""
        match = _IDENTITY.search(self.identity_url)
        return match["user"] if match else None


def new_verifier() -> str:
    """Return a fresh PKCE code verifier of 86 signs."""
    return secrets.token_urlsafe(64)


def new_state() -> str:
    """Return a fresh state of 32 random bytes."""
    return secrets.token_urlsafe(32)


def same(left: str, right: str) -> bool:
    """Compare two secrets in a time that does not tell where they differ."""
    return hmac.compare_digest(left.encode(), right.encode())


def authorization_url(app: OAuthApp, *, redirect: str, state: str, verifier: str) -> str:
    """Return the URL at which a person signs in and allows access: code flow, PKCE S256."""
    url: str = prepare_grant_uri(
        app.authorization_url,
        client_id=app.client_id,
        response_type="code",
        redirect_uri=redirect,
        scope=" ".join(app.scopes),
        state=state,
        code_challenge=create_s256_code_challenge(verifier),
        code_challenge_method="S256",
    )
    return url


def exchange_code(http: httpx.Client, app: OAuthApp, *, code: str, verifier: str, redirect: str) -> Tokens:
    """Give the code for tokens.

    Raises:
        ActionError: the org refuses the code or the app.
        MachineError: it does not answer, or with something else than tokens.
    """
    form = prepare_token_request("authorization_code", code=code, redirect_uri=redirect, code_verifier=verifier)
    answer = _ask(http, app, app.token_url, form)
    if "error" in answer:
        raise _refused(answer, "Salesforce refuses the sign-in")
    return _tokens(answer, app.scopes)


def refresh(http: httpx.Client, app: OAuthApp, tokens: Tokens) -> Tokens:
    """Return new tokens. With rotation on, the old refresh token is dead from here on: save the new one first.

    Raises:
        ExpiredError: the refresh token no longer holds.
        ActionError: the org refuses the app; the refresh token still holds.
        MachineError: it does not answer, or with something else than tokens.
    """
    if tokens.refresh is None:
        raise ExpiredError("the sign-in has expired, and without the scope refresh_token it cannot be renewed")
    answer = _ask(http, app, app.refresh_url, prepare_token_request("refresh_token", refresh_token=tokens.refresh))
    if answer.get("error") in _DEAD:
        raise ExpiredError(f"the sign-in has expired: {_words(answer)}")
    if "error" in answer:
        raise _refused(answer, "Salesforce did not renew the sign-in")
    known = {
        "refresh_token": tokens.refresh,
        "instance_url": tokens.instance_url,
        "id": tokens.identity_url,
        "issued_at": tokens.issued_at,
    }
    return _tokens(known | answer, tokens.scopes)


def revoke(http: httpx.Client, url: str, tokens: Tokens, app: OAuthApp | None = None) -> bool:
    """Revoke a sign-in. Returns whether it was still alive.

    Args:
        http: a client for the login host.
        url: where it is revoked.
        tokens: the sign-in; its refresh token takes the access token with it.
        app: whose it is. Salesforce asks for the token alone, other servers for the app, too.

    Raises:
        ActionError: the org refuses to revoke it.
        MachineError: it does not answer.
    """
    answer = _ask(http, app, url, urlencode({"token": tokens.refresh or tokens.access}))
    if "error" not in answer:
        return True
    if answer["error"] in {"invalid_token", "invalid_grant"}:
        return False
    raise _refused(answer, "Salesforce did not revoke the sign-in")


def _ask(http: httpx.Client, app: OAuthApp | None, url: str, form: str) -> dict[str, Any]:
    """Post a form and return the answer; an error answer always has ``error``."""
    fields = dict(parse_qsl(form, keep_blank_values=True))
    if app is not None:
        fields["client_id"] = app.client_id
    if app is not None and app.client_secret is not None:
        fields["client_secret"] = app.client_secret
    REDACTOR.learn(*(fields.get(name) for name in ("code", "code_verifier", "refresh_token", "token")))
    response = send(http, http.build_request("POST", url, data=fields))
    answer = _json(response)
    REDACTOR.learn(*(str(answer[name]) for name in ("access_token", "refresh_token", "id_token") if answer.get(name)))
    if response.is_success:
        return {name: value for name, value in answer.items() if name != "error"}
    if "error" in answer and response.status_code < 500:
        return answer
    raise MachineError(f"{origin(url)} answers {response.status_code} and no tokens", hint="try again later")


def _json(response: httpx.Response) -> dict[str, Any]:
    try:
        answer = json.loads(response.content or b"{}")
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _tokens(answer: dict[str, Any], scopes: tuple[str, ...]) -> Tokens:
    missing = [name for name in ("access_token", "instance_url") if not isinstance(answer.get(name), str)]
    if missing:
        raise MachineError(f"the token answer has no {missing[0]}", hint="is the profile's token URL Salesforce's?")
    issued = str(answer.get("issued_at", ""))
    granted = answer.get("scope")
    return Tokens(
        access=answer["access_token"],
        refresh=answer.get("refresh_token") or None,
        instance_url=instance_host(answer["instance_url"]),
        scopes=tuple(sorted(set(granted.split()))) if isinstance(granted, str) and granted else scopes,
        issued_at=int(issued) if issued.isdecimal() else 0,
        identity_url=str(answer.get("id", "")),
    )


def _words(answer: dict[str, Any]) -> str:
    code, words = said(answer.get("error", "")), said(answer.get("error_description", ""))
    return f"{words} ({code})" if words else code


def _refused(answer: dict[str, Any], what: str) -> XogenError:
    return ActionError(f"{what}: {_words(answer)}", hint=HINTS.get(str(answer.get("error"))))
