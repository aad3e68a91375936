from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.model.secrets import holds, kinds_of, may_hold

HELD = {
    "a Salesforce access token": "00D5g00000ABCDEF!AQcAQH0dMHZfz972Szmpkb58",
    "a JSON web token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
    "a private key": "-----BEGIN RSA PRIVATE KEY-----",
    "an AWS access key": "AKIAIOSFODNN7EXAMPLE",
    "a GitHub token": "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "a Slack token": "xoxb-123456789012-abcdef",
    "an API key": "sk-abcdefghijklmnopqrstuvwx",
    "a password in a URL": "https://user:hunter2pass@example.com/",
    "a literal Bearer credential": "Authorization: BEARER 8f4e2b1c9d7a6053e1f2",
    "a literal value of Api-Key": "Api-Key: Zx81kq2mP0vLw93bTn5R",
}


@pytest.mark.parametrize("kind", HELD)
def test_what_holds_a_secret_is_searched(kind):
    text = f"before\n{HELD[kind]}\nafter"
    assert [found for _, found in kinds_of(text)] == [kind]
    assert may_hold(text)
    assert holds(text)


@pytest.mark.parametrize("text", ["", "Which company do they work for?", "GET /services/data/v67.0/sobjects/Lead"])
def test_what_cannot_hold_one_is_not(text):
    assert not may_hold(text)
    assert not holds(text)


@given(st.sampled_from(list(HELD.values())), st.text(alphabet="aK=-_ \n", max_size=5))
def test_what_is_not_worth_being_searched_holds_nothing(secret, noise):
    for text in (secret, noise + secret, secret[: len(secret) // 2] + noise, noise.join(secret.split("_"))):
        assert holds(text) == any(True for _ in kinds_of(text))
        assert may_hold(text) or not holds(text)
