"""The REST client: where the bearer goes, what a 401 does, and what errors say."""

from __future__ import annotations

import httpx
import pytest

from tests.org.fake_org import ACCESS
from xogen.errors import InputError, MachineError
from xogen.org.client import OrgClient
from xogen.org.oauth import Tokens
from xogen.org.problems import ExpiredError, OrgError


@pytest.fixture
def tokens(org):
    org._issue()
    return Tokens(access=org.access, refresh=org.refresh, instance_url=org.url, scopes=("api",))


@pytest.fixture
def client(org, tokens):
    with OrgClient(tokens, transport=org.transport()) as made:
        yield made


def answering(answer, url="https://acme.my.salesforce.com", renew=None):
    """Return a client of an org that gives one answer to all, and the requests it got."""
    got = []

    def carry(request):
        got.append(request)
        return answer(request) if callable(answer) else answer

    tokens = Tokens(access="planted-access-1", instance_url=url, scopes=())
    return OrgClient(tokens, renew, transport=httpx.MockTransport(carry)), got


def test_paths(client, org):
    assert client.get("/limits") == org.limits[1]
    assert client.get("limits") == org.limits[1]
    assert client.get("/services/oauth2/userinfo") == org.user
    assert [path for _, path, _ in org.seen] == [
        "/services/data/v67.0/limits",
        "/services/data/v67.0/limits",
        "/services/oauth2/userinfo",
    ]
    assert {bearer for _, _, bearer in org.seen} == {f"Bearer {ACCESS}1"}


def test_methods_and_bodies():
    client, got = answering(httpx.Response(201, json={"id": "00Q", "success": True}))
    assert client.post("/sobjects/Lead", {"LastName": "Ö 😀"}) == {"id": "00Q", "success": True}
    client.patch("/sobjects/Lead/00Q", {"Title": "x"})
    client.delete("/sobjects/Lead/00Q")
    client.get("/query", {"q": "SELECT Id FROM Lead WHERE Name = 'a&b+c'"})
    assert [request.method for request in got] == ["POST", "PATCH", "DELETE", "GET"]
    assert got[3].url.query == b"q=SELECT+Id+FROM+Lead+WHERE+Name+%3D+%27a%26b%2Bc%27"


def test_a_whole_answer():
    client, got = answering(httpx.Response(304, headers={"ETag": '"x"'}))
    answer = client.send("GET", "/sobjects/Lead/describe", headers={"If-None-Match": '"x"'})
    assert (answer.status, answer.headers["etag"], answer.data) == (304, '"x"', None)
    assert got[0].headers["If-None-Match"] == '"x"'


def test_a_401_renews_once_and_repeats_the_request(org, tokens):
    org.expire()

    def renew(stale):
        assert stale == tokens
        issued = org._issue()
        return tokens.model_copy(update={"access": issued["access_token"]})

    with OrgClient(tokens, renew, transport=org.transport()) as client:
        assert client.get("/limits") == org.limits[1]
        assert client.tokens.access == f"{ACCESS}2"
    assert [bearer for _, _, bearer in org.seen] == [f"Bearer {ACCESS}1", f"Bearer {ACCESS}2"]


def test_a_401_in_the_middle(org, tokens):
    with OrgClient(tokens, lambda _: _issued(org, tokens), transport=org.transport()) as client:
        client.get("/limits")
        org.expire()
        client.get("/limits")
        org.expire()
        client.get("/limits")
    # Each token is good until the org says no, and every request that it refused is sent again.
    assert [bearer.removeprefix(f"Bearer {ACCESS}") for _, _, bearer in org.seen] == ["1", "1", "2", "2", "3"]


def _issued(org, tokens):
    return tokens.model_copy(update={"access": org._issue()["access_token"]})


def test_a_401_that_stays(org, tokens):
    org.expire()
    asked = []
    with (
        OrgClient(tokens, lambda stale: asked.append(1) or stale, transport=org.transport()) as client,
        pytest.raises(ExpiredError, match="the org no longer takes the sign-in"),
    ):
        client.get("/limits")
    assert (len(asked), len(org.seen)) == (1, 2)


def test_a_401_for_another_reason_renews_nothing():
    answer = httpx.Response(401, json=[{"errorCode": "INVALID_AUTH_HEADER", "message": "m"}])
    client, _ = answering(answer, renew=lambda _: pytest.fail("asked"))
    with pytest.raises(OrgError, match="the org answers INVALID_AUTH_HEADER: m"):
        client.get("/limits")


def test_a_renewal_that_names_another_host_is_not_followed(org, tokens):
    org.expire()
    moved = tokens.model_copy(update={"instance_url": "https://other.my.salesforce.com"})
    with (
        OrgClient(tokens, lambda _: moved, transport=org.transport()) as client,
        pytest.raises(ExpiredError, match=r"has moved to https://other\.my\.salesforce\.com"),
    ):
        client.get("/limits")


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "https://other.my.salesforce.com/",
        "http://acme.my.salesforce.com/",
        "https://acme.my.salesforce.com:444/",
        "//evil.example/x",
    ],
)
def test_no_redirect_to_another_host_is_followed(target):
    client, got = answering(httpx.Response(302, headers={"Location": target}))
    with pytest.raises(MachineError, match="where no token is sent"):
        client.get("/limits")
    assert len(got) == 1


def test_a_redirect_on_the_same_host_is_followed():
    def answer(request):
        if request.url.path == "/new":
            return httpx.Response(200, json={"ok": True})
        return httpx.Response(302, headers={"Location": "/new"})

    client, got = answering(answer)
    assert client.get("/old") == {"ok": True}
    assert [request.url.host for request in got] == ["acme.my.salesforce.com"] * 2


def test_round_in_circles():
    client, got = answering(httpx.Response(302, headers={"Location": "/a"}))
    with pytest.raises(MachineError, match="round in circles"):
        client.get("/a")
    assert len(got) == 3


def test_a_write_is_never_redirected():
    client, got = answering(httpx.Response(307, headers={"Location": "/new"}))
    with pytest.raises(MachineError):
        client.post("/sobjects/Lead", {})
    assert len(got) == 1


def test_a_url_inside_a_path_is_no_url():
    client, got = answering(httpx.Response(200, json={}))
    client.get("/query?q=http://evil.example")
    client.get("//evil.example/x")
    assert {request.url.host for request in got} == {"acme.my.salesforce.com"}


@pytest.mark.parametrize("path", ["https://evil.example/services/data", "http://acme.my.salesforce.com/x", "file:///x"])
def test_a_path_leads_to_the_orgs_own_host_only(path):
    client, got = answering(httpx.Response(200, json={}))
    with pytest.raises(InputError):
        client.get(path)
    assert got == []


def test_a_sign_in_to_a_foreign_host_is_refused():
    with pytest.raises(InputError, match=r"evil\.example is no Salesforce host"):
        answering(httpx.Response(200), url="https://evil.example")


def test_an_error_names_status_code_and_fields():
    body = [
        {"message": "Required fields are missing: [Name]", "errorCode": "REQUIRED_FIELD_MISSING", "fields": ["Name"]}
    ]
    client, _ = answering(httpx.Response(400, json=body))
    with pytest.raises(OrgError) as caught:
        client.post("/sobjects/Account", {})
    error = caught.value
    assert (error.status, error.code, error.fields) == (400, "REQUIRED_FIELD_MISSING", ("Name",))
    assert error.message == "the org answers REQUIRED_FIELD_MISSING: Required fields are missing: [Name]"


def test_an_error_repeats_no_secret():
    client, _ = answering(httpx.Response(400, json=[{"errorCode": "X", "message": "you sent planted-access-1"}]))
    with pytest.raises(OrgError, match=r"the org answers X: you sent \*\*\*"):
        client.get("/limits")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (httpx.Response(503, text="<html>"), "the org answers HTTP 503"),
        (httpx.Response(200, text="<html>"), "answers with something else than JSON"),
    ],
)
def test_an_org_that_is_down(answer, message):
    client, _ = answering(answer)
    with pytest.raises(MachineError, match=message):
        client.get("/limits")


@pytest.mark.parametrize("error", [httpx.ConnectError("refused"), httpx.ReadTimeout("slow"), httpx.ProxyError("no")])
def test_an_org_out_of_reach(error):
    def fail(request):
        raise error

    client, _ = answering(fail)
    with pytest.raises(MachineError, match=r"cannot reach https://acme\.my\.salesforce\.com: ") as caught:
        client.get("/limits")
    assert caught.value.__cause__ is None
    assert caught.value.hint.startswith("check the network (and HTTPS_PROXY); ")


def test_tls_is_verified_and_this_machine_needs_no_proxy(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:1")
    client, _ = answering(httpx.Response(200), url="http://localhost:1")
    assert client._http.trust_env is False
    assert client._http.follow_redirects is False
