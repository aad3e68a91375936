"""Requests and answers of the token endpoint, without a browser."""

from __future__ import annotations

import pytest

from tests.org.conftest import app_of
from tests.org.fake_org import ACCESS, REFRESH
from xogen.errors import ActionError, MachineError
from xogen.org.http import http_client
from xogen.org.oauth import Tokens, refresh, revoke
from xogen.org.problems import ExpiredError


@pytest.fixture
def http(org):
    with http_client(org.url, org.transport()) as made:
        yield made


@pytest.fixture
def tokens(org):
    org._issue()
    return Tokens(access=org.access, refresh=org.refresh, instance_url=org.url, scopes=("api",))


def test_refreshing_rotates(org, http, tokens):
    fresh = refresh(http, app_of(org), tokens)
    assert (fresh.access, fresh.refresh) == (f"{ACCESS}2", f"{REFRESH}2")
    assert fresh.scopes == ("api", "id", "refresh_token")


def test_what_an_answer_leaves_out_stays(org, http, tokens):
    org.token_fault = (200, {"access_token": "planted-access-7"})
    assert refresh(http, app_of(org), tokens) == tokens.model_copy(update={"access": "planted-access-7"})


def test_reuse_ends_the_sign_in(org, http, tokens):
    fresh = refresh(http, app_of(org), tokens)
    for spent in (tokens, fresh):
        with pytest.raises(ExpiredError, match=r"the sign-in has expired: expired access/refresh token"):
            refresh(http, app_of(org), spent)


def test_without_a_refresh_token_nothing_is_asked(org, http, tokens):
    with pytest.raises(ExpiredError, match="without the scope refresh_token it cannot be renewed"):
        refresh(http, app_of(org), tokens.model_copy(update={"refresh": None}))
    assert org.grants == []


def test_a_wrong_app_is_no_expiry(org, http, tokens):
    org.secret = "another"
    with pytest.raises(ActionError, match="did not renew the sign-in: invalid client credentials") as caught:
        refresh(http, app_of(org), tokens)
    assert not isinstance(caught.value, ExpiredError)


@pytest.mark.parametrize(
    "answer", [(200, ["no", "object"]), (502, {"error": "bad gateway"}), (400, {}), (302, {}), (429, {})]
)
def test_an_answer_that_is_none_is_the_machines(org, http, tokens, answer):
    org.token_fault = answer
    with pytest.raises(MachineError):
        refresh(http, app_of(org), tokens)


def test_a_public_client_sends_no_secret(org, http, tokens):
    sent = []
    org.secret = None
    org._token = lambda form: sent.append(form) or (200, org._issue())
    refresh(http, app_of(org).model_copy(update={"client_secret": None}), tokens)
    assert sent == [{"grant_type": "refresh_token", "refresh_token": f"{REFRESH}1", "client_id": "client-of-a-test"}]


def test_revoking(org, http, tokens):
    url = app_of(org).revoke_url
    assert revoke(http, url, tokens) is True
    assert (org.access, org.refresh) == (None, None)
    assert revoke(http, url, tokens, app_of(org)) is False


def test_texts_of_a_server_are_short_and_printable(org, http, tokens):
    org.token_fault = (400, {"error": "odd", "error_description": "a\x1b[31m\n" + "b" * 1000})
    with pytest.raises(ActionError) as caught:
        refresh(http, app_of(org), tokens)
    assert "\x1b" not in caught.value.message
    assert len(caught.value.message) < 400
