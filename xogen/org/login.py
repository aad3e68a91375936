"""Sign in: the web-server flow, from the URL that a person opens to the tokens."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import httpx

from xogen.errors import InputError
from xogen.model.action import AuthorizationProfile
from xogen.org.app import oauth_app
from xogen.org.callback import listening
from xogen.org.http import http_client
from xogen.org.oauth import Tokens, authorization_url, exchange_code, new_state, new_verifier
from xogen.org.redact import REDACTOR

TIMEOUT = 300.0
"""Seconds that a person has to sign in and allow access."""


def sign_in(
    profile: AuthorizationProfile,
    secrets: Mapping[str, str],
    redirect: str,
    *,
    open_browser: Callable[[str], object] | None,
    tell: Callable[[str], None],
    timeout: float = TIMEOUT,
    transport: httpx.BaseTransport | None = None,
) -> Tokens:
    """Let a person sign in and allow access, and return what came of it. Nothing is kept yet.

    Args:
        profile: the OAuth app.
        secrets: what the profile's ``{{env.NAME}}`` are replaced by.
        redirect: where the browser comes back to: ``http://localhost:7171/OauthRedirect``.
        open_browser: opens a URL; ``None`` leaves that to the person.
        tell: shows a line to the person.
        timeout: seconds to wait for the browser.
        transport: another way to carry requests, for tests.

    Raises:
        ActionError: a variable is not set; the person or the org says no; no answer came.
        InputError: a URL is not one that people sign in at.
        MachineError: the port is taken, or the org does not answer.
    """
    if timeout <= 0:
        raise InputError("the time to wait must be more than nothing")
    app = oauth_app(profile, secrets)
    state, verifier = new_state(), new_verifier()
    REDACTOR.learn(verifier)
    with listening(redirect, state) as inbox:
        url = authorization_url(app, redirect=redirect, state=state, verifier=verifier)
        tell(f"Open: {url}")
        if open_browser is not None:
            open_browser(url)
        code = inbox.code(timeout)
    with http_client(app.login, transport) as http:
        return exchange_code(http, app, code=code, verifier=verifier, redirect=redirect)
