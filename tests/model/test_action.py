from __future__ import annotations

import pytest
from pydantic import ValidationError

from xogen.model.action import ActionSettings, AuthorizationProfile

PROFILE = {
    "callback_url": "https://idp.kore.ai/workflows/callback/",
    "identity_provider": "Salesforce",
    "client_id": "{{env.SALESFORCE_CLIENT_ID}}",
    "client_secret": "{{env.SALESFORCE_CLIENT_SECRET}}",
    "authorization_url": "https://login.salesforce.com/services/oauth2/authorize",
    "token_request_url": "https://login.salesforce.com/services/oauth2/token",
    "scope": ["api", "id", "refresh_token"],
    "refresh_token_url": "https://login.salesforce.com/services/oauth2/token",
}


def complaint(model, data):
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    error = caught.value.errors(include_url=False, include_input=False)[0]
    return ".".join(map(str, error["loc"])), error["msg"].removeprefix("Value error, ")


def test_a_whole_profile_is_taken():
    assert AuthorizationProfile.model_validate(PROFILE).identity_provider == "Salesforce"


@pytest.mark.parametrize("field", sorted(PROFILE))
def test_each_of_the_eight_fields_is_required(field):
    assert complaint(AuthorizationProfile, {k: v for k, v in PROFILE.items() if k != field}) == (
        field,
        "Field required",
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x",
        "http://localhost:7171/OauthRedirect",
        "http://127.0.0.1/x",
        "http://[::1]:8000/x",
        "{{env.TOKEN_URL}}",
        "https://{{env.SALESFORCE_HOST}}/services/oauth2/token",
        "https://{{env.HOST}}:{{env.PORT}}/token",
        "https://a.example/?prompt=login&client_secret={{env.SECRET}}",
        "https://a.example/" + "x" * (3000 - 18),
    ],
)
def test_a_legal_url_is_taken(url):
    assert AuthorizationProfile.model_validate(PROFILE | {"token_request_url": url}).token_request_url == url


NEEDS_HTTPS = "needs an https:// URL (http only on localhost, 127.0.0.1 or [::1])"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://login.salesforce.com/x", NEEDS_HTTPS),
        ("http://localhost.evil.example/x", NEEDS_HTTPS),
        ("ftp://a.example/x", NEEDS_HTTPS),
        ("https://", NEEDS_HTTPS),
        ("login.salesforce.com", NEEDS_HTTPS),
        ("", NEEDS_HTTPS),
        ("https://me:pass@a.example/x", "a URL in a file carries no user name and no password"),
        ("https://a.example/x y", "a URL has no spaces"),
        ("https://a.example:99999/", "the port of a URL is a number from 0 to 65535"),
        ("https://a.example:x/", "the port of a URL is a number from 0 to 65535"),
        ("http://[::1/x", "an IPv6 host stands in brackets: http://[::1]/"),
        (
            "https://a.example/?client_secret=hunter2",
            'client_secret in a URL must be a reference like "{{env.NAME}}"; a literal value is a secret',
        ),
        ("https://a.example/" + "x" * (3001 - 18), "a URL has at most 3000 characters, this one has 3001"),
    ],
)
def test_an_illegal_url_is_refused(url, message):
    assert complaint(AuthorizationProfile, PROFILE | {"callback_url": url}) == ("callback_url", message)


@pytest.mark.parametrize("field", ["client_id", "client_secret"])
@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("3MVG9lKcPoNINVB", 'must be a reference like "{{env.NAME}}"; a literal value does not belong in a file'),
        ("{{env.NAME}}x", 'must be a reference like "{{env.NAME}}"; a literal value does not belong in a file'),
        ("{{context.name}}", 'must be a reference like "{{env.NAME}}"; a literal value does not belong in a file'),
        ("{{env." + "N" * 248 + "}}", "at most 255 characters are allowed"),
    ],
)
def test_a_literal_secret_is_refused_and_not_shown(field, value, message):
    assert complaint(AuthorizationProfile, PROFILE | {field: value}) == (field, message)
    assert value not in message


def test_a_trial_is_refused_with_the_reason():
    data = {"authorization": "pre-authorize", "app": "system", "edition": "Trial"}
    assert complaint(ActionSettings, data) == (
        "edition",
        "a Salesforce trial cannot be authorized: only Developer and Enterprise editions have the REST API on",
    )


@pytest.mark.parametrize(
    ("scope", "fault"),
    [([], ("scope", "must not be empty")), ([""], ("scope.0", "String should have at least 1 character"))],
)
def test_a_scope_is_some_words(scope, fault):
    assert complaint(AuthorizationProfile, PROFILE | {"scope": scope}) == fault


@pytest.mark.parametrize("version", ["67", "v67.0", "67.1", "", 67.0])
def test_an_api_version_has_one_form(version):
    data = {"authorization": "pre-authorize", "app": "system", "api_version": version}
    assert complaint(ActionSettings, data) == ("api_version", 'must be text like "67.0"')
