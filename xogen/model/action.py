"""An action (an integration with an outside system), its authorization and its states.

The platform's rules: facts, kore-platform section 1.1. Four legal pairs of authorization type and app; a custom app
needs an OAuth v2 profile of eight fields; secrets are references, never values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal
from urllib.parse import SplitResult, parse_qsl, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, field_validator

from xogen.model.app import LOOPBACK, App, AuthorizationType
from xogen.model.base import Owned

ENV_REFERENCE = re.compile(r"\{\{\s*env\.([A-Za-z_]\w*)\s*\}\}")
URL_LIMIT = 3000
CLIENT_LIMIT = 255
_API_VERSION = r"^\d{2,3}\.0$"
_SECRET_KEY = re.compile(r"(client_?)?secret|password|passwd|(access|refresh)_?token|api_?key", re.IGNORECASE)


class ActionState(StrEnum):
    """The states an action can be in."""

    AVAILABLE = "available"
    CONFIGURED = "configured"
    DISABLED = "disabled"
    ERROR = "error"


def _url(value: str) -> str:
    if len(value) > URL_LIMIT:
        raise ValueError(f"a URL has at most {URL_LIMIT} characters, this one has {len(value)}")
    if ENV_REFERENCE.fullmatch(value):
        return value
    if any(sign.isspace() for sign in value):
        raise ValueError("a URL has no spaces")
    parts = _parts(value)
    if parts.username is not None or parts.password is not None:
        raise ValueError("a URL in a file carries no user name and no password")
    for key, literal in parse_qsl(parts.query):
        if _SECRET_KEY.fullmatch(key) and not ENV_REFERENCE.fullmatch(literal):
            raise ValueError(f'{key} in a URL must be a reference like "{{{{env.NAME}}}}"; a literal value is a secret')
    if parts.scheme == "https" and parts.hostname:
        return value
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return value
    raise ValueError("needs an https:// URL (http only on localhost, 127.0.0.1 or [::1])")


def _parts(value: str) -> SplitResult:
    try:
        parts = urlsplit(value)
    except ValueError:
        raise ValueError("an IPv6 host stands in brackets: http://[::1]/") from None
    try:
        _ = parts.port
    except ValueError:
        if "{{" not in parts.netloc:
            raise ValueError("the port of a URL is a number from 0 to 65535") from None
    return parts


def _secret(value: str) -> str:
    if len(value) > CLIENT_LIMIT:
        raise ValueError(f"at most {CLIENT_LIMIT} characters are allowed")
    if not ENV_REFERENCE.fullmatch(value):
        # The value itself is never printed: it may be a real secret.
        raise ValueError('must be a reference like "{{env.NAME}}"; a literal value does not belong in a file')
    return value


def _api_version(value: object) -> object:
    if not isinstance(value, str) or not re.match(_API_VERSION, value):
        raise ValueError('must be text like "67.0"')
    return value


def _some(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise ValueError("must not be empty")
    return value


Url = Annotated[str, AfterValidator(_url)]
SecretReference = Annotated[str, AfterValidator(_secret)]
ApiVersion = Annotated[str, BeforeValidator(_api_version), Field(json_schema_extra={"pattern": _API_VERSION})]
# After the items, so that a wrong one is not reported as a missing one, too.
Scope = Annotated[
    tuple[Annotated[str, Field(min_length=1)], ...], AfterValidator(_some), Field(json_schema_extra={"minItems": 1})
]


class AuthorizationProfile(Owned):
    """The eight OAuth v2 fields of a custom app; all are required (the platform's page is looser, we are not)."""

    callback_url: Url
    identity_provider: str = Field(min_length=1)
    client_id: SecretReference
    client_secret: SecretReference
    authorization_url: Url
    token_request_url: Url
    scope: Scope
    refresh_token_url: Url


class ActionSettings(Owned):
    """What a user writes about an action under ``[actions.<name>]``."""

    authorization: AuthorizationType
    app: App
    profile: str | None = None
    edition: Literal["developer", "enterprise"] = "developer"
    instance_url: Url | None = None
    api_version: ApiVersion = "67.0"
    login_redirect: Url = "http://localhost:7171/OauthRedirect"

    @field_validator("edition", mode="before")
    @classmethod
    def _no_trial(cls, value: object) -> object:
        if isinstance(value, str) and value.casefold() == "trial":
            raise ValueError(
                "a Salesforce trial cannot be authorized: only Developer and Enterprise editions have the REST API on"
            )
        return value


class Evidence(Owned):
    """Why we hold an action for authorized: ``declared`` by a person, or ``verified`` against the org."""

    kind: Literal["declared", "verified"]
    facts: Mapping[str, str] = {}


class ActionRecord(Owned):
    """What the lock remembers of an action. ``fingerprint`` is that of the settings it was authorized with."""

    state: ActionState = ActionState.AVAILABLE
    evidence: Evidence | None = None
    fingerprint: str | None = None


class Action(Owned):
    """An action with its settings, its profile (custom app) and what the lock remembers."""

    name: str
    settings: ActionSettings
    profile: AuthorizationProfile | None = None
    record: ActionRecord = ActionRecord.model_construct()
