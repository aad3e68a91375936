"""The handshake, with a browser that a test plays, and each way in which it can go wrong."""

from __future__ import annotations

import socket
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.org.browser import Browser, fetch, free_port, redirected
from tests.org.conftest import VARIABLES, profile_of
from tests.org.fake_org import ACCESS, ORGANIZATION, REFRESH, USER
from xogen.errors import ActionError, InputError, MachineError
from xogen.org.login import sign_in


@pytest.fixture
def redirect():
    return f"http://localhost:{free_port()}/OauthRedirect"


@pytest.fixture
def go(served, redirect):
    """Sign in with a browser; returns the tokens, and what was told."""

    def run(browser, timeout=10.0):
        told = []
        profile = profile_of(served)
        tokens = sign_in(profile, VARIABLES, redirect, open_browser=browser, tell=told.append, timeout=timeout)
        return tokens, told

    return run


def callback(url, **values):
    """Return the redirect URL of an authorization URL, with other values."""
    asked = parse_qs(urlsplit(url).query)
    return f"{asked['redirect_uri'][0]}?{urlencode({'state': asked['state'][0], **values})}"


def test_signing_in(go, served, redirect):
    browser = Browser()
    tokens, told = go(browser)
    assert (tokens.access, tokens.refresh) == (f"{ACCESS}2", f"{REFRESH}2")
    assert tokens.instance_url == served.url
    assert (tokens.organization_id, tokens.user_id) == (ORGANIZATION, USER)
    assert tokens.scopes == ("api", "id", "refresh_token")
    assert told == [f"Open: {browser.urls[0]}"]
    asked = browser.query()
    assert {name: asked[name] for name in ("response_type", "client_id", "scope", "code_challenge_method")} == {
        "response_type": "code",
        "client_id": "client-of-a-test",
        "scope": "api id refresh_token",
        "code_challenge_method": "S256",
    }
    assert asked["redirect_uri"] == redirect
    assert len(asked["state"]) == 43
    assert len(asked["code_challenge"]) == 43
    [(status, page)] = browser.done()
    assert status == 200
    assert "You may close this page" in page
    assert "planted" not in page
    assert "planted" not in repr(tokens)


def test_every_sign_in_has_a_state_and_a_challenge_of_its_own(go):
    first, second = Browser(), Browser()
    go(first)
    go(second)
    assert first.query()["state"] != second.query()["state"]
    assert first.query()["code_challenge"] != second.query()["code_challenge"]


def test_a_wrong_state_is_not_used(go, served):
    browser = Browser(lambda url: fetch(callback(url, state="another", code="planted-code-9")))
    with pytest.raises(ActionError) as caught:
        go(browser)
    assert caught.value.message == (
        "the answer that came back is for another sign-in (its state is not ours), so it was not used"
    )
    assert served.grants == []
    [(status, page)] = browser.done()
    assert status == 400
    assert "This answer is for another sign-in" in page


@pytest.mark.parametrize("query", ["", "state=a&state=b&code=x", "&".join(f"a{n}=1" for n in range(30)), "code=x"])
def test_an_answer_without_our_state_is_not_used(go, served, query):
    def visit(url):
        return fetch(callback(url).partition("?")[0] + "?" + query)

    with pytest.raises(ActionError, match="for another sign-in"):
        go(Browser(visit))
    assert served.grants == []


def test_an_answer_without_a_code(go):
    with pytest.raises(ActionError, match="the answer that came back has no code"):
        go(Browser(lambda url: fetch(callback(url))))


def test_a_replayed_callback_is_turned_away(go, served):
    def twice(url):
        back = redirected(url)
        return [fetch(back)[0], _fetch_or_refused(back)]

    browser = Browser(twice)
    tokens, _ = go(browser)
    assert tokens.access == f"{ACCESS}2"
    [[first, again]] = browser.done()
    assert first == 200
    assert again in {410, "refused"}
    assert served.grants == ["authorization_code"]


def _fetch_or_refused(url):
    try:
        return fetch(url)[0]
    except OSError:
        return "refused"


def test_a_code_from_before_gives_nothing(go, served):
    first = Browser()
    go(first)
    with pytest.raises(ActionError) as caught:
        go(Browser(lambda url: fetch(callback(url, code="planted-code-1"))))
    assert str(caught.value) == (
        "Salesforce refuses the sign-in: expired authorization code (invalid_grant)\n"
        "  a code can be used once and for 15 minutes: run the command again"
    )


def test_a_callback_on_a_wrong_path_is_turned_away_and_named(go):
    def visit(url):
        wrong = callback(url, code="planted-code-1").replace("/OauthRedirect", "/callback")
        return [fetch(wrong), fetch(wrong.replace("/callback", "/favicon.ico"))]

    browser = Browser(visit)
    with pytest.raises(ActionError) as caught:
        go(browser, timeout=1.0)
    assert str(caught.value) == (
        "no answer came at /OauthRedirect within 1 s, but something came at /callback\n"
        "  the app's callback URL and the action's login_redirect must be equal, letter for letter"
    )
    [[(status, page), _]] = browser.done()
    assert status == 404
    assert "planted" not in page


def test_a_wrong_path_does_not_spoil_the_right_one(go):
    def visit(url):
        fetch(callback(url).replace("/OauthRedirect", "/OauthRedirect/"))
        return fetch(url)

    assert go(Browser(visit))[0].access == f"{ACCESS}2"


def test_only_get_counts(go, redirect):
    def visit(url):
        status, _ = fetch(callback(url, code="x"), data=b"")
        fetch(url)
        return status

    browser = Browser(visit)
    go(browser)
    assert browser.done() == [501]


def test_a_connection_that_says_nothing_holds_nobody_up(go, redirect):
    def visit(url):
        with socket.create_connection(("127.0.0.1", urlsplit(redirect).port)):
            return fetch(url)

    assert go(Browser(visit))[0].access == f"{ACCESS}2"


def test_a_port_that_is_taken(go, redirect):
    with socket.create_server(("127.0.0.1", urlsplit(redirect).port)):
        browser = Browser()
        with pytest.raises(MachineError) as caught:
            go(browser)
    assert caught.value.message.startswith(f"port {urlsplit(redirect).port} is taken by another program")
    assert "set another login_redirect" in caught.value.hint
    assert browser.urls == []


def test_the_port_is_free_again_afterwards(go, redirect):
    assert len({go(Browser())[0].access for _ in range(3)}) == 3
    with socket.create_server(("127.0.0.1", urlsplit(redirect).port)) as taken:
        assert taken.getsockname()[1] == urlsplit(redirect).port


def test_it_listens_on_this_machine_only(go, redirect):
    # What this machine is called by others; nothing is sent by connecting a datagram socket.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outward:
        try:
            outward.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine has no address but its own")
        address = outward.getsockname()[0]

    def visit(url):
        with socket.socket() as knock:
            knock.settimeout(1)
            reached = knock.connect_ex((address, urlsplit(redirect).port))
        fetch(url)
        return reached

    browser = Browser(visit)
    go(browser)
    assert browser.done()[0] != 0


@pytest.mark.parametrize("code", ["access_denied", "access-denied"])
def test_the_person_says_no(go, served, code):
    served.deny = code
    browser = Browser()
    with pytest.raises(ActionError) as caught:
        go(browser)
    assert str(caught.value) == (
        f"access was denied: end-user denied ({code})\n  run the command again, and choose Allow on Salesforce's page"
    )
    assert served.grants == []


def test_an_error_that_nobody_knows_is_repeated(go, served):
    served.deny = "new_error\n<b>"
    browser = Browser()
    with pytest.raises(ActionError, match=r"^Salesforce refuses: end-user denied \(new_error <b>\)$"):
        go(browser)
    assert "<b>" not in browser.done()[0][1]


def test_a_time_limit_explains_what_the_browser_only_shows(go):
    with pytest.raises(ActionError) as caught:
        go(None, timeout=0.2)
    assert caught.value.message == "no answer came back within 0 s"
    for word in ("OAUTH_APPROVAL_ERROR_GENERIC", "redirect_uri_mismatch", "invalid_client_id", "browser only"):
        assert word in caught.value.hint


def test_the_org_is_out_of_reach_after_the_browser(go, served):
    served.token_fault = (503, {"unavailable": True})
    with pytest.raises(MachineError, match=f"{served.url} answers 503 and no tokens"):
        go(Browser())


def test_an_org_that_nobody_reaches(redirect, org):
    org.url = f"http://localhost:{free_port()}"
    browser = Browser(lambda url: fetch(callback(url, code="planted-code-1")))
    with pytest.raises(MachineError) as caught:
        sign_in(profile_of(org), VARIABLES, redirect, open_browser=browser, tell=lambda _: None, timeout=5)
    assert caught.value.message.startswith(f"cannot reach {org.url}: ")
    assert caught.value.hint.startswith("is it running? start it: xogen org serve; ")
    assert "planted" not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_wrong_secret_is_said_without_it(go, served):
    served.secret, served.repeats = "another", True
    with pytest.raises(ActionError) as caught:
        go(Browser())
    what = "Salesforce refuses the sign-in: invalid client credentials authorization_code "
    assert caught.value.message.startswith(what)
    assert caught.value.message.endswith(" *** *** client-of-a-test *** (invalid_client)")
    assert caught.value.hint == "check the values of the profile's client_id and client_secret"
    assert "planted" not in str(caught.value)


def test_an_answer_without_a_token(go, served):
    served.token_fault = (200, {"instance_url": served.url})
    with pytest.raises(MachineError, match="the token answer has no access_token"):
        go(Browser())


def test_an_instance_that_is_not_salesforces(go, served):
    served.token_fault = (200, {"access_token": "planted-access-1", "instance_url": "https://evil.example"})
    with pytest.raises(InputError, match=r"evil\.example is no Salesforce host"):
        go(Browser())


@pytest.mark.parametrize(
    "bad",
    [
        "https://localhost:7171/OauthRedirect",
        "http://localhost/OauthRedirect",
        "http://127.0.0.1:0/",
        "http://acme.example:7171/",
        "http://localhost:7171/OauthRedirect?x=1",
    ],
)
def test_a_redirect_that_nobody_can_listen_at(org, bad):
    with pytest.raises(InputError, match="login_redirect cannot be listened at"):
        sign_in(profile_of(org), VARIABLES, bad, open_browser=None, tell=lambda _: None)
