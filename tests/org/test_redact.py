from __future__ import annotations

import logging
import sys
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.org.redact import Redactor

OPAQUE = "00D5i000000abcD!AQEAQFjW.abc_DEF"
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJl-_x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Authorization: Bearer {OPAQUE}", "Authorization: Bearer ***"),
        ("authorization: bearer some-opaque-thing", "authorization: bearer ***"),
        (f"got {OPAQUE}, then", "got ***, then"),
        (f"'{JWT}'", "'***'"),
        ("refresh 5Aep861TSESvWeug_x again", "refresh *** again"),
        ("GET /OauthRedirect?code=aPrx4f&state=x", "GET /OauthRedirect?code=***&state=x"),
        ('{"access_token": "abc", "scope": "api"}', '{"access_token": "***", "scope": "api"}'),
        ("{'refresh_token': 'abc'}", "{'refresh_token': '***'}"),
        ("grant_type=x&client_secret=hush&code_verifier=v", "grant_type=x&client_secret=***&code_verifier=***"),
        ('"{\\"id_token\\": \\"abc\\"}"', '"{\\"id_token\\": \\"***\\"}"'),
        ("response_type=code&code_challenge=x", "response_type=code&code_challenge=x"),
        ("the org answers INVALID_FIELD, code: 400", "the org answers INVALID_FIELD, code: 400"),
        ('"errorCode": "INVALID_SESSION_ID"', '"errorCode": "INVALID_SESSION_ID"'),
        ('"client_secret": {\n  "type": "string"', '"client_secret": {\n  "type": "string"'),
        ('{"token": [], "refresh_token": null}', '{"token": [], "refresh_token": null}'),
        ('client_secret = "{{env.SALESFORCE_CLIENT_SECRET}}"', 'client_secret = "{{env.SALESFORCE_CLIENT_SECRET}}"'),
        ("client_secret=true-words&x=1", "client_secret=***&x=1"),
        ("password={hush}", "password=***}"),
    ],
)
def test_by_key_and_by_shape(text, expected):
    assert Redactor().text(text) == expected


@given(st.text(min_size=6, max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_a_known_secret_never_comes_out(secret, before, after):
    assert secret not in Redactor([secret]).text(before + secret + after).replace("***", "")


def test_a_known_secret_hides_in_urls_and_json_too():
    redactor = Redactor(['a/b c"d'])
    assert redactor.text('a%2Fb%20c%22d a%2Fb+c%22d a/b c\\"d') == "*** *** ***"


def test_short_values_do_not_blot_out_words():
    assert Redactor(["", "api"]).text("scope api") == "scope api"


@pytest.fixture
def installed():
    redactor = Redactor(["planted-secret"])
    redactor.install()
    redactor.install()
    yield redactor
    redactor.uninstall()


def test_logs_are_clean(installed, caplog):
    log = logging.getLogger("httpx")
    with caplog.at_level(logging.DEBUG):
        log.debug("HTTP Request: %s %s", "POST", "/token?x=planted-secret")
        try:
            int("planted-secret")
        except ValueError:
            log.exception("it failed")
    assert "HTTP Request: POST /token?x=***" in caplog.text
    assert "base 10: '***'" in caplog.text
    assert "planted-secret" not in caplog.text


def test_warnings_are_clean(installed):
    assert "planted-secret" not in warnings.formatwarning("planted-secret", UserWarning, "f.py", 1)


def test_tracebacks_are_clean(installed, capsys):
    try:
        int("planted-secret")
    except ValueError:
        sys.excepthook(*sys.exc_info())
    said = capsys.readouterr().err
    assert said.endswith("base 10: '***'\n")
    assert "planted-secret" not in said


def test_all_is_given_back():
    before = (sys.excepthook, warnings.formatwarning, logging.getLogRecordFactory())
    redactor = Redactor()
    redactor.install()
    redactor.uninstall()
    assert (sys.excepthook, warnings.formatwarning, logging.getLogRecordFactory()) == before
