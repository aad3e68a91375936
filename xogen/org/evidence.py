"""What is true of the org that somebody signed in to: its edition, and whether its API may be used at all.

Signing in proves neither: it succeeds in an org whose API is off (facts, salesforce section 1.9).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xogen.errors import ActionError
from xogen.model.action import Evidence
from xogen.org.client import OrgClient
from xogen.org.hosts import instance_host
from xogen.org.oauth import Tokens
from xogen.org.problems import OrgError, said

QUERY = "SELECT OrganizationType, TrialExpirationDate, IsSandbox FROM Organization"
_NO_API = frozenset({"API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED"})
_EDITIONS = "use a Developer or an Enterprise edition, or a sandbox"


def verify(client: OrgClient) -> Evidence:
    """Ask the org what it is.

    Args:
        client: a connection to it.

    Returns:
        Verified evidence; no fact in it is secret, and none changes while the org stays what it is.

    Raises:
        ActionError: it is a trial, its API is off, or it does not know the API version.
        MachineError: it does not answer.
    """
    _check_version(client)
    _check_api(client)
    organization = _organization(client)
    _check_trial(client, organization)
    tokens = client.tokens
    facts = {
        "api_access": "enabled",
        "api_version": client.version,
        "edition": said(organization.get("OrganizationType") or "unknown"),
        "instance_url": tokens.instance_url,
        "kind": _kind(client, organization),
        "organization_id": said(tokens.organization_id or "unknown"),
        "scopes": " ".join(tokens.scopes),
    }
    return Evidence(kind="verified", facts=facts)


def _check_version(client: OrgClient) -> None:
    listed = client.get("/services/data/")
    versions = [str(item.get("version")) for item in listed if isinstance(item, dict)] if listed else []
    if versions and client.version not in versions:
        newest = max(versions, key=lambda version: float(version) if version.replace(".", "", 1).isdecimal() else 0.0)
        raise ActionError(
            f"the org does not know API version {client.version}",
            hint=f'set api_version = "{said(newest)}" or an earlier one that it knows',
        )


def _check_api(client: OrgClient) -> None:
    try:
        client.get("/limits")
    except OrgError as error:
        if error.code == "TRIAL_EXPIRED":
            raise ActionError("this org is a trial that has expired", hint=_EDITIONS) from None
        if error.code in _NO_API:
            raise ActionError(
                f"this org's edition has no REST API ({error.code}): it cannot be authorized", hint=_EDITIONS
            ) from None
        if error.status == 403:
            raise ActionError(
                f"this user may not use the org's API ({error.code})",
                hint='give the user the permission "API Enabled", and the app the scope api',
            ) from None
        raise


def _organization(client: OrgClient) -> Mapping[str, Any]:
    answer = client.get("/query", {"q": QUERY})
    records = answer.get("records") if isinstance(answer, dict) else None
    if not records or not isinstance(records[0], dict):
        raise ActionError(
            "the org does not say which edition it is",
            hint='give the user the permission "View Setup and Configuration", and authorize again',
        )
    record: Mapping[str, Any] = records[0]
    return record


def _check_trial(client: OrgClient, organization: Mapping[str, Any]) -> None:
    until = organization.get("TrialExpirationDate")
    if until and _kind(client, organization) == "production":
        raise ActionError(
            f"this org is a trial (until {said(until)[:10]}), and a trial cannot be authorized", hint=_EDITIONS
        )


def _kind(client: OrgClient, organization: Mapping[str, Any]) -> str:
    """Return ``sandbox``, ``scratch`` or ``production``. A scratch org is a sandbox that expires."""
    host = client.tokens.instance_url
    if ".scratch.my.salesforce.com" in host:
        return "scratch"
    if organization.get("IsSandbox"):
        return "scratch" if organization.get("TrialExpirationDate") else "sandbox"
    return "production"


def username(client: OrgClient) -> str | None:
    """Return the name of who signed in; ``None`` where the scopes do not show it.

    Asked at the org's own host, and not at the identity URL's: the bearer goes nowhere else.
    """
    try:
        answer = client.get("/services/oauth2/userinfo")
    except OrgError:
        return client.tokens.user_id
    name = answer.get("preferred_username") if isinstance(answer, dict) else None
    return said(name) if name else client.tokens.user_id


def check_org(tokens: Tokens, expected: str) -> None:
    """Raise ``ActionError`` unless the sign-in is to the org that the project names; an empty URL names none."""
    if not expected:
        return
    if instance_host(expected) != instance_host(tokens.instance_url):
        raise ActionError(
            f"you signed in to {tokens.instance_url}, but xogen.toml says instance_url = {expected}",
            hint="sign in to that org, or change instance_url (the org's own address is the My Domain)",
        )
