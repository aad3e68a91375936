"""The client and the embedded org, in one process and over no socket but the callback's."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from tests.org.browser import Browser, fetch, free_port
from xogen.errors import ActionError
from xogen.model.action import AuthorizationProfile
from xogen.org.app import oauth_app
from xogen.org.client import OrgClient
from xogen.org.embedded.application import InProcess
from xogen.org.embedded.bundled import bundled_describes
from xogen.org.embedded.org import EmbeddedOrg
from xogen.org.embedded.settings import ConnectedApp, OrgSettings
from xogen.org.evidence import username, verify
from xogen.org.http import http_client
from xogen.org.login import sign_in
from xogen.org.oauth import refresh, revoke
from xogen.org.problems import ExpiredError, OrgError
from xogen.org.tokens import FileStore, Session, renew

VARIABLES = {"ID": "xogen-embedded-org", "SECRET": ""}


class Clock:
    now = 1_795_435_200.0

    def __call__(self):
        return self.now


class Stand:
    """An embedded org, and a person's browser that agrees to everything."""

    def __init__(self, redirect, settings):
        self.redirect = redirect
        self.org = EmbeddedOrg(bundled_describes(), None, settings)
        self.carry = InProcess(self.org)
        base = f"{settings.base}/services/oauth2"
        self.profile = AuthorizationProfile(
            callback_url="https://idp.kore.ai/workflows/callback/",
            identity_provider="Salesforce",
            client_id="{{env.ID}}",
            client_secret="{{env.SECRET}}",
            authorization_url=f"{base}/authorize",
            token_request_url=f"{base}/token",
            scope=("api", "id", "refresh_token"),
            refresh_token_url=f"{base}/token",
        )
        self.app = oauth_app(self.profile, VARIABLES)

    def visit(self, url):
        with httpx.Client(transport=self.carry) as browser:
            return fetch(browser.get(url).headers["location"])

    def sign_in(self):
        browser = Browser(self.visit)
        how = {"open_browser": browser, "tell": lambda _: None, "timeout": 20, "transport": self.carry}
        return sign_in(self.profile, VARIABLES, self.redirect, **how)

    def refresh(self, tokens):
        with http_client(self.app.login, self.carry) as http:
            return refresh(http, self.app, tokens)

    def client(self, tokens, renewed=None, version="67.0"):
        return OrgClient(tokens, renewed, version=version, transport=self.carry)


@pytest.fixture
def stand():
    made = []

    def make(**settings):
        redirect = f"http://localhost:{free_port()}/OauthRedirect"
        app = replace(ConnectedApp(), redirects=(redirect,))
        made.append(Stand(redirect, replace(OrgSettings(app=app, auto_approve=True), **settings)))
        return made[-1]

    yield make
    for each in made:
        each.org.close()


def test_from_the_handshake_to_a_record(stand):
    here = stand()
    tokens = here.sign_in()
    with here.client(tokens) as client:
        facts = verify(client).facts
        assert (facts["edition"], facts["kind"], facts["scopes"]) == (
            "Developer Edition",
            "production",
            "api id refresh_token",
        )
        assert facts["organization_id"] == tokens.organization_id
        assert "@" in username(client)
        made = client.post("/sobjects/Lead", {"LastName": "O'Brien 😀", "Company": "Acme"})
        client.patch(f"/sobjects/Lead/{made['id']}", {"Title": "CEO"})
        assert client.get(f"/sobjects/Lead/{made['id']}", {"fields": "Title"})["Title"] == "CEO"
        client.delete(f"/sobjects/Lead/{made['id']}")
        with pytest.raises(OrgError) as caught:
            client.post("/sobjects/Lead", {"LastName": "O'Brien"})
    assert (caught.value.status, caught.value.code, caught.value.fields) == (
        400,
        "REQUIRED_FIELD_MISSING",
        ("Company",),
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"trial_ends": "2026-12-24T00:00:00.000+0000"}, "this org is a trial (until 2026-12-24)"),
        ({"api_enabled": False}, "this org's edition has no REST API (API_DISABLED_FOR_ORG)"),
    ],
)
def test_what_cannot_be_authorized(stand, settings, message):
    here = stand(**settings)
    with here.client(here.sign_in()) as client, pytest.raises(ActionError) as caught:
        verify(client)
    assert caught.value.message.startswith(message)


def test_a_sandbox_that_expires_is_no_trial(stand):
    here = stand(trial_ends="2026-12-24T00:00:00.000+0000", sandbox=True, edition="Enterprise Edition")
    with here.client(here.sign_in()) as client:
        assert verify(client).facts["kind"] == "scratch"


def test_a_version_from_the_future(stand):
    here = stand()
    with here.client(here.sign_in(), version="99.0") as client, pytest.raises(ActionError, match=r"API version 99\.0"):
        verify(client)


def test_a_session_that_ends_in_the_middle_is_renewed(stand):
    clock = Clock()
    here = stand(clock=clock)
    tokens = here.sign_in()
    store = FileStore()
    store.save("here", Session(tokens=tokens, login=here.app.login, revoke_url=here.app.revoke_url))
    with here.client(tokens, lambda stale: renew(store, "here", stale, here.refresh)) as client:
        client.get("/limits")
        clock.now += 3 * 3600
        client.get("/limits")
        assert client.tokens.access != tokens.access
        assert store.load("here").tokens == client.tokens


def test_reuse_ends_the_whole_sign_in(stand):
    here = stand()
    first = here.sign_in()
    second = here.refresh(first)
    with pytest.raises(ExpiredError):
        here.refresh(first)
    with pytest.raises(ExpiredError):
        here.refresh(second)
    with here.client(second) as client, pytest.raises(ExpiredError):
        client.get("/limits")


def test_revoking(stand):
    here = stand()
    tokens = here.sign_in()
    with http_client(here.app.login, here.carry) as http:
        assert revoke(http, here.app.revoke_url, tokens) is True
        assert revoke(http, here.app.revoke_url, tokens) is False
    with here.client(tokens) as client, pytest.raises(ExpiredError):
        client.get("/limits")
