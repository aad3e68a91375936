from __future__ import annotations

import pytest

from xogen.errors import InputError
from xogen.org.hosts import api_base, instance_host, is_salesforce_host, login_host, origin


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://login.salesforce.com/services/oauth2/token", "https://login.salesforce.com"),
        ("https://TEST.salesforce.com:443/", "https://test.salesforce.com"),
        ("https://acme.my.salesforce.com/services/oauth2/authorize?x=1", "https://acme.my.salesforce.com"),
        ("https://acme--dev.sandbox.my.salesforce.com", "https://acme--dev.sandbox.my.salesforce.com"),
        ("http://localhost:8080/a", "http://localhost:8080"),
        ("http://127.0.0.1/", "http://127.0.0.1"),
        ("http://[::1]:9/", "http://[::1]:9"),
    ],
)
def test_people_sign_in_here(url, expected):
    assert login_host(url) == expected


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://login.salesforce.com.evil.example/", "login.salesforce.com.evil.example is no host"),
        ("https://evilsalesforce.com/", "evilsalesforce.com is no host"),
        ("https://evil-my.salesforce.com/", "evil-my.salesforce.com is no host"),
        ("https://a.b.c.my.salesforce.com/", "a.b.c.my.salesforce.com is no host"),
        ("https://login.salesforce.com:8443/", "login.salesforce.com is no host"),
        ("https://help.salesforce.com/", "help.salesforce.com is no host"),
        ("https://acme.my.site.com/", "acme.my.site.com is no host"),
        ("http://login.salesforce.com/", "this is no https address: http://login.salesforce.com/"),
        ("http://localhost.evil.example/", "this is no https address"),
        ("https://login.salesforce.com@evil.example/", "this is no https address: evil.example/"),
        ("https://localhost:99999/", "this is no address: https://localhost:99999/"),
        ("ftp://localhost/", "this is no https address"),
    ],
)
def test_people_do_not_sign_in_there(url, message):
    with pytest.raises(InputError) as caught:
        login_host(url)
    assert caught.value.message.startswith(message)
    assert "https://login.salesforce.com" in caught.value.hint


def test_a_message_shows_no_user_and_no_query():
    with pytest.raises(InputError) as caught:
        origin("http://ada:secret@acme.example/x?token=secret#secret")
    assert "secret" not in str(caught.value)


def test_a_bearer_goes_to_any_host_of_salesforce():
    assert instance_host("https://na1.salesforce.com/") == "https://na1.salesforce.com"
    assert is_salesforce_host("acme.lightning.salesforce.com")
    assert not is_salesforce_host("salesforce.com.evil.example")
    with pytest.raises(InputError, match=r"^evil.example is no Salesforce host: no token is sent there"):
        instance_host("https://evil.example")


def test_the_api_has_one_base():
    assert api_base("https://acme.my.salesforce.com/", "67.0") == "https://acme.my.salesforce.com/services/data/v67.0"
