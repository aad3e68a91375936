"""The handshake: who comes in, who does not, and what ends what."""

from __future__ import annotations

import base64

import httpx
import pytest

from tests.org.embedded.describes import all_real
from tests.org.embedded.talking import (
    DATA,
    REDIRECT,
    Talk,
    app,
    authorize,
    exchange,
    http,
    new_org,
    refreshed,
    returned,
    tokens,
)
from tests.template_packs.salesforce_pack import rest
from xogen.org.embedded.ids import canonical


@pytest.fixture
def org():
    org = new_org([])
    yield org
    org.close()


@pytest.fixture
def client(org):
    return http(org)


def test_code_for_tokens(client, org):
    back = authorize(client)
    assert (back.status_code, back.headers["location"].partition("?")[0]) == (302, REDIRECT)
    query = returned(back)
    assert set(query) == {"code", "state"}
    assert query["state"] == "s1"
    answer = exchange(client, query["code"])
    assert answer.status_code == 200
    given = answer.json()
    assert set(rest("restforce_auth_success_response")) <= set(given)
    assert given["access_token"].startswith(canonical(given["id"].split("/")[-2])[:15] + "!")
    known = {name: given[name] for name in ("instance_url", "token_type", "scope", "issued_at")}
    assert known == {
        "instance_url": "http://localhost:7272",
        "token_type": "Bearer",
        "scope": "api id refresh_token",
        "issued_at": "1795435200000",
    }
    assert "expires_in" not in given
    assert answer.headers["cache-control"] == "no-store"


def test_who_may_not_be_called_back_is_told_in_the_browser(client):
    for changes, error in (
        ({"client_id": "other"}, "error=invalid_client_id"),
        ({"redirect_uri": None}, "error=redirect_uri_missing"),
        ({"redirect_uri": REDIRECT + "/"}, "error=redirect_uri_mismatch"),
        ({"redirect_uri": "https://evil.example/"}, "error=redirect_uri_mismatch"),
    ):
        answer = authorize(client, **changes)
        assert (answer.status_code, "location" in answer.headers) == (400, False)
        assert error in answer.text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"scope": "api full"}, "invalid_scope"),
    ],
)
def test_what_the_callback_is_told(client, changes, error):
    query = returned(authorize(client, **changes))
    assert (query["error"], query["state"], "code" in query) == (error, "s1", False)


def test_the_challenge_needs_no_method(client):
    assert "code" in returned(authorize(client, code_challenge_method=None))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code": "wrong"}, "invalid_grant"),
        ({"code_verifier": None}, "invalid_grant"),
        ({"code_verifier": "x" * 43}, "invalid_request"),
        ({"redirect_uri": "http://localhost:7171/Other"}, "redirect_uri_mismatch"),
        ({"client_id": "other"}, "invalid_client_id"),
        ({"client_secret": "unasked"}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": None}, "unsupported_grant_type"),
    ],
)
def test_no_tokens_for_that(client, changes, error):
    code = returned(authorize(client))["code"]
    answer = exchange(client, **{"code": code, **changes})
    assert (answer.status_code, answer.json()["error"]) == (400, error)
    assert exchange(client, code).status_code == 200


def test_a_code_that_is_used_twice_ends_what_it_gave(client):
    code = returned(authorize(client))["code"]
    given = exchange(client, code).json()
    again = exchange(client, code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert refreshed(client, given["refresh_token"]).status_code == 400
    assert _limits(client, given["access_token"]) == 401


def test_a_code_lives_fifteen_minutes(client, org):
    code = returned(authorize(client))["code"]
    org.settings.clock.now += 900
    assert exchange(client, code).json()["error_description"] == "expired authorization code"


def test_a_confidential_app():
    org = new_org([], app=app(client_secret="s3cret"))
    client = http(org)
    for changes, status in (({}, 400), ({"client_secret": "wrong"}, 400), ({"client_secret": "s3cret"}, 200)):
        assert exchange(client, returned(authorize(client))["code"], **changes).status_code == status
    code = returned(authorize(client))["code"]
    client.headers["Authorization"] = "Basic " + base64.b64encode(b"xogen-embedded-org:s3cret").decode()
    assert exchange(client, code, client_id=None).status_code == 200
    assert "s3cret" not in repr(org.settings)
    org.close()


def _limits(client, token):
    return client.get(f"{DATA}/limits", headers={"Authorization": f"Bearer {token}"}).status_code


def test_a_refresh_token_is_good_for_one_refresh(client):
    first = tokens(client)
    second = refreshed(client, first["refresh_token"]).json()
    assert second["refresh_token"] != first["refresh_token"]
    assert _limits(client, first["access_token"]) == 200
    assert _limits(client, second["access_token"]) == 200


def test_a_refresh_token_that_comes_back_ends_the_family(client):
    first = tokens(client)
    other = tokens(client)
    second = refreshed(client, first["refresh_token"]).json()
    reused = refreshed(client, first["refresh_token"])
    assert (reused.status_code, reused.json()) == (400, rest("restforce_refresh_error_response"))
    assert refreshed(client, second["refresh_token"]).status_code == 400
    assert [_limits(client, item["access_token"]) for item in (first, second, other)] == [401, 401, 200]


def test_without_rotation_a_refresh_token_stays():
    org = new_org([], app=app(rotate=False))
    client = http(org)
    token = tokens(client)["refresh_token"]
    answers = [refreshed(client, token) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "refresh_token" not in answers[0].json()
    org.close()


def test_no_refresh_token_without_its_scope(client):
    assert "refresh_token" not in tokens(client, scope="api id")


def test_a_session_ends(client, org):
    given = tokens(client)
    org.settings.clock.now += 7200
    answer = client.get(f"{DATA}/limits", headers={"Authorization": f"Bearer {given['access_token']}"})
    assert (answer.status_code, answer.json()) == (401, rest("restforce_expired_session_response"))
    assert _limits(client, refreshed(client, given["refresh_token"]).json()["access_token"]) == 200


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer 00DXg0000000001!x"])
def test_no_session_no_data(client, header):
    answer = client.get(f"{DATA}/limits", headers={"Authorization": header})
    assert (answer.status_code, answer.json()[0]["errorCode"]) == (401, "INVALID_SESSION_ID")


def test_a_session_without_the_scope_api(client):
    assert _limits(client, tokens(client, scope="id")["access_token"]) == 401


def test_a_refresh_token_or_a_code_opens_nothing(client):
    assert _limits(client, tokens(client)["refresh_token"]) == 401
    assert _limits(client, returned(authorize(client))["code"]) == 401


@pytest.mark.parametrize(("which", "left"), [("access_token", [401, 200]), ("refresh_token", [401, 400])])
def test_revoking(client, which, left):
    given = tokens(client)
    assert client.post("/services/oauth2/revoke", data={"token": given[which]}).status_code == 200
    assert [_limits(client, given["access_token"]), refreshed(client, given["refresh_token"]).status_code] == left
    again = client.post("/services/oauth2/revoke", data={"token": given[which]})
    assert (again.status_code, again.json()["error"]) == (400, "invalid_token")


def test_who_is_signed_in(client):
    given = tokens(client)
    bearer = {"Authorization": f"Bearer {given['access_token']}"}
    info = client.get("/services/oauth2/userinfo", headers=bearer).json()
    identity = client.get(given["id"], headers=bearer).json()
    assert info["urls"]["custom_domain"] == "http://localhost:7272"
    assert (info["user_id"], info["organization_id"]) == (identity["user_id"], identity["organization_id"])
    real = rest("rest_MockIdentity")
    known = ("id", "user_id", "organization_id", "username", "display_name", "email", "urls")
    assert [type(identity[name]) for name in known] == [type(real[name]) for name in known]
    assert client.get("/services/oauth2/userinfo").status_code == 403
    assert client.get(given["id"]).status_code == 403
    assert client.get("/id/00D/005", headers=bearer).status_code == 404


def test_a_person_is_asked():
    org = new_org([], auto_approve=False)
    client = http(org)
    page = authorize(client, state='"><script>alert(1)</script>')
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert "frame" not in page.headers["content-security-policy"]
    form = {**dict(page.request.url.params), "decision": "allow"}
    assert exchange(client, returned(client.post("/services/oauth2/authorize", data=form))["code"]).status_code == 200
    denied = returned(client.post("/services/oauth2/authorize", data={**form, "decision": "deny"}))
    assert (denied["error"], denied["error_description"]) == ("access_denied", "end-user denied authorization")
    assert client.post("/services/oauth2/authorize", data={**form, "decision": ""}).status_code == 200
    org.close()


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"api_enabled": False}, 403, "API_DISABLED_FOR_ORG"),
        ({"daily_requests": 0}, 403, "REQUEST_LIMIT_EXCEEDED"),
    ],
)
def test_an_org_that_answers_nobody(changes, status, code):
    org = new_org([], **changes)
    answer = Talk(org).get("limits")
    assert (answer.status_code, answer.json()[0]["errorCode"]) == (status, code)
    org.close()


def test_what_kind_of_org_it_is():
    org = new_org(all_real(), edition="Enterprise Edition", trial_ends="2027-01-01T00:00:00.000+0000", sandbox=True)
    soql = "SELECT OrganizationType, TrialExpirationDate, IsSandbox FROM Organization"
    (record,) = Talk(org).query(soql)["records"]
    del record["attributes"]
    assert record == {
        "OrganizationType": "Enterprise Edition",
        "TrialExpirationDate": "2027-01-01T00:00:00.000+0000",
        "IsSandbox": True,
    }
    org.close()


def test_no_token_is_in_any_page_or_repr(client, org):
    given = tokens(client)
    shown = repr(org.settings) + repr(org.grants.find(given["access_token"]))
    assert given["access_token"] not in shown
    assert isinstance(client.get("/"), httpx.Response)
