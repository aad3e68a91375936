from __future__ import annotations

import pytest

from tests.org.fake_org import ORGANIZATION, refusal
from xogen.errors import ActionError
from xogen.org.client import OrgClient
from xogen.org.evidence import check_org, username, verify
from xogen.org.oauth import Tokens

TRIAL = {"OrganizationType": "Enterprise Edition", "TrialExpirationDate": "2026-12-24T00:00:00.000+0000"}


@pytest.fixture
def client(org):
    issued = org._issue()
    tokens = Tokens(
        access=org.access, instance_url=org.url, scopes=("api", "id", "refresh_token"), identity_url=issued["id"]
    )
    with OrgClient(tokens, transport=org.transport()) as made:
        yield made


def test_an_org_that_is_fine(client):
    evidence = verify(client)
    assert evidence.kind == "verified"
    assert evidence.facts == {
        "api_access": "enabled",
        "api_version": "67.0",
        "edition": "Developer Edition",
        "instance_url": "http://localhost",
        "kind": "production",
        "organization_id": ORGANIZATION,
        "scopes": "api id refresh_token",
    }


def test_a_trial_is_refused(client, org):
    org.organization = {**TRIAL, "IsSandbox": False}
    with pytest.raises(ActionError) as caught:
        verify(client)
    assert str(caught.value) == (
        "this org is a trial (until 2026-12-24), and a trial cannot be authorized\n"
        "  use a Developer or an Enterprise edition, or a sandbox"
    )
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("organization", "kind"),
    [({**TRIAL, "IsSandbox": True}, "scratch"), ({**TRIAL, "TrialExpirationDate": None, "IsSandbox": True}, "sandbox")],
)
def test_a_sandbox_or_a_scratch_org_that_expires_is_no_trial(client, org, organization, kind):
    org.organization = organization
    assert verify(client).facts["kind"] == kind


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (refusal("API_DISABLED_FOR_ORG", "m"), "this org's edition has no REST API (API_DISABLED_FOR_ORG)"),
        (refusal("API_CURRENTLY_DISABLED", "m"), "this org's edition has no REST API (API_CURRENTLY_DISABLED)"),
        (refusal("TRIAL_EXPIRED", "m"), "this org is a trial that has expired"),
        (refusal("FORBIDDEN", "m"), "this user may not use the org's API (FORBIDDEN)"),
        (refusal("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", 429), "the org answers REQUEST_LIMIT"),
    ],
)
def test_an_org_without_an_api_is_refused(client, org, answer, message):
    org.limits = answer
    with pytest.raises(ActionError) as caught:
        verify(client)
    assert caught.value.message.startswith(message)


def test_a_version_that_the_org_does_not_know(org, client):
    client.version = "99.0"
    with pytest.raises(ActionError) as caught:
        verify(client)
    assert str(caught.value) == (
        'the org does not know API version 99.0\n  set api_version = "67.0" or an earlier one that it knows'
    )


def test_an_org_that_does_not_say_what_it_is(client, org):
    org.organization = None
    with pytest.raises(ActionError, match="the org does not say which edition it is"):
        verify(client)


def test_who_signed_in(client, org):
    assert username(client) == "ada@acme.example"
    org.user = None
    assert username(client) == "0055i000000abcDAAQ"
    org.user = {"no": "name"}
    assert username(client) == "0055i000000abcDAAQ"


def test_the_org_of_the_project(client):
    check_org(client.tokens, "")
    check_org(client.tokens, "http://localhost/")
    with pytest.raises(ActionError) as caught:
        check_org(client.tokens, "https://acme.my.salesforce.com")
    assert caught.value.message == (
        "you signed in to http://localhost, but xogen.toml says instance_url = https://acme.my.salesforce.com"
    )
