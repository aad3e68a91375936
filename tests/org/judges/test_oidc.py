"""xogen's OAuth client before an outside judge: ``oidc-provider``, a certified provider, with Salesforce's routes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.org.browser import Browser, fetch_with_cookies, free_port
from xogen.errors import ActionError
from xogen.model.action import AuthorizationProfile
from xogen.org.app import oauth_app
from xogen.org.callback import listening
from xogen.org.client import OrgClient
from xogen.org.evidence import verify
from xogen.org.http import http_client
from xogen.org.login import sign_in
from xogen.org.oauth import authorization_url, exchange_code, new_state, new_verifier, refresh, revoke
from xogen.org.problems import ExpiredError
from xogen.org.tokens import FileStore, Session, renew

HERE = Path(__file__).parent / "oidc"
NODE = shutil.which("node")
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(NODE is None, reason="Node is not installed: the judge oidc-provider cannot run"),
    pytest.mark.skipif(
        not (HERE / "node_modules" / "oidc-provider").is_dir(),
        reason="oidc-provider is not installed: run npm ci in tests/org/judges/oidc",
    ),
]
SECRETS = {"confidential": "planted-client-secret", "public": ""}


class Judge:
    def __init__(self, url, redirect):
        self.url, self.redirect = url, redirect

    def profile(self):
        base = f"{self.url}/services/oauth2"
        return AuthorizationProfile(
            callback_url="https://idp.kore.ai/workflows/callback/",
            identity_provider="Salesforce",
            client_id="{{env.ID}}",
            client_secret="{{env.SECRET}}",
            authorization_url=f"{base}/authorize",
            token_request_url=f"{base}/token",
            scope=("api", "id", "refresh_token"),
            refresh_token_url=f"{base}/token",
        )

    def app(self, client="confidential"):
        return oauth_app(self.profile(), self.variables(client))

    def variables(self, client="confidential"):
        return {"ID": client, "SECRET": SECRETS[client]}

    def sign_in(self, client="confidential"):
        return sign_in(
            self.profile(),
            self.variables(client),
            self.redirect,
            open_browser=Browser(fetch_with_cookies),
            tell=lambda _: None,
            timeout=20,
        )

    def takes(self, tokens):
        """Whether the access token opens the API."""
        with OrgClient(tokens) as client:
            try:
                client.get("/limits")
            except ExpiredError:
                return False
            return True


@pytest.fixture(scope="module")
def judge():
    redirect = f"http://localhost:{free_port()}/OauthRedirect"
    process = subprocess.Popen(
        [NODE, HERE / "server.mjs", redirect], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield Judge(process.stdout.readline().strip(), redirect)
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


@pytest.fixture
def http(judge):
    with http_client(judge.url) as made:
        yield made


@pytest.mark.parametrize("client", sorted(SECRETS))
def test_code_and_pkce(judge, client):
    tokens = judge.sign_in(client)
    assert tokens.scopes == ("api", "id", "refresh_token")
    assert tokens.refresh is not None
    with OrgClient(tokens) as connection:
        assert verify(connection).facts["instance_url"] == judge.url


def test_a_wrong_verifier_gives_nothing(judge, http):
    code = _code(judge)
    with pytest.raises(ActionError, match=r"Salesforce refuses the sign-in: .*\(invalid_grant\)"):
        exchange_code(http, judge.app(), code=code, verifier=new_verifier(), redirect=judge.redirect)


def test_a_wrong_redirect_gives_nothing(judge, http):
    verifier = new_verifier()
    code = _code(judge, verifier)
    with pytest.raises(ActionError, match="Salesforce refuses the sign-in"):
        exchange_code(http, judge.app(), code=code, verifier=verifier, redirect=judge.redirect + "/")


def test_a_wrong_secret_gives_nothing(judge, http):
    verifier = new_verifier()
    code = _code(judge, verifier)
    wrong = judge.app().model_copy(update={"client_secret": "another-secret"})
    with pytest.raises(ActionError, match=r"\(invalid_client\)"):
        exchange_code(http, wrong, code=code, verifier=verifier, redirect=judge.redirect)


def test_a_code_is_good_once_and_its_replay_ends_the_sign_in(judge, http):
    verifier = new_verifier()
    code = _code(judge, verifier)
    tokens = exchange_code(http, judge.app(), code=code, verifier=verifier, redirect=judge.redirect)
    assert judge.takes(tokens)
    with pytest.raises(ActionError, match=r"\(invalid_grant\)"):
        exchange_code(http, judge.app(), code=code, verifier=verifier, redirect=judge.redirect)
    assert not judge.takes(tokens)


@pytest.mark.parametrize("client", sorted(SECRETS))
def test_refreshing_rotates(judge, http, client):
    first = judge.sign_in(client)
    second = refresh(http, judge.app(client), first)
    third = refresh(http, judge.app(client), second)
    assert len({first.refresh, second.refresh, third.refresh}) == 3
    assert judge.takes(third)


def test_reuse_revokes_the_family(judge, http):
    first = judge.sign_in()
    second = refresh(http, judge.app(), first)
    assert judge.takes(second)
    with pytest.raises(ExpiredError, match=r"the sign-in has expired: .*\(invalid_grant\)"):
        refresh(http, judge.app(), first)
    with pytest.raises(ExpiredError):
        refresh(http, judge.app(), second)
    assert not judge.takes(second)


def test_a_401_renews_saves_and_goes_on(judge, http):
    tokens = judge.sign_in()
    spent = tokens.model_copy(update={"access": "no-longer-good"})
    store = FileStore()
    session = Session(tokens=spent, login=judge.url, revoke_url=judge.app().revoke_url)
    store.save("judged", session)

    def renewed(stale):
        return renew(store, "judged", stale, lambda held: refresh(http, judge.app(), held))

    with OrgClient(spent, renewed) as client:
        client.get("/limits")
    with OrgClient(spent, renewed) as late:  # as a second process would, that read the store before
        late.get("/limits")
    assert store.load("judged").tokens.access == late.tokens.access == client.tokens.access


def test_revoking_ends_it(judge, http):
    tokens = judge.sign_in()
    assert revoke(http, judge.app().revoke_url, tokens, judge.app()) is True
    assert not judge.takes(tokens)
    with pytest.raises(ExpiredError):
        refresh(http, judge.app(), tokens)


def _code(judge, verifier=None):
    """Return a code, as the browser brings it back."""
    state = new_state()
    url = authorization_url(judge.app(), redirect=judge.redirect, state=state, verifier=verifier or new_verifier())
    with listening(judge.redirect, state) as inbox:
        Browser(fetch_with_cookies)(url)
        return inbox.code(20)
