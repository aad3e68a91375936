"""What packages hold although no real export shows it: inferred, in this one file, and told to whoever exports.

Everything else that the writers write stands in real exports (``tests/formats/extra_keys.toml`` lists the exceptions).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from xogen.model.app import App, AuthorizationType
from xogen.model.dialog import DialogTask
from xogen.model.nodes import EntityNode

if TYPE_CHECKING:
    from xogen.model.action import Action, AuthorizationProfile

AUTHORIZATION_KINDS: Mapping[AuthorizationType, str] = {
    # "developer" is in 2 of 2 exports with an installed integration; that it means pre-authorize is inferred.
    AuthorizationType.PRE_AUTHORIZE: "developer",
    AuthorizationType.ALLOW_USERS: "user",
}
"""``authType`` of an integration."""

OAUTH = "oauth2"
"""``sso_type`` of an integration and of a profile; seen are ``basic`` and ``api_key``."""

INTEGRATION_AUTHORIZATION = "ap-auth1"
"""``authId`` of an integration with the system app: the one value in 2 of 2 exports. A pointer, no credential."""

ENTITY_TYPES: Mapping[str, str] = {
    "address": "address",
    "airport": "airport",
    "attachment": "attachment",
    "color": "color",
    "company": "company_name",
    "composite": "composite",
    "country": "country",
    "currency": "currency",
    "date-period": "dateperiod",
    "percentage": "percentage",
    "quantity": "quantity",
    "time-zone": "timezone",
    "url": "url",
}
"""Entity types that the manual lists and no export holds."""

OPERATORS: Mapping[str, str] = {"lte": "lte"}
"""Operators that the manual lists and no export holds."""

HIDDEN = "hidden"
"""``promptOptions`` of an entity that is never asked for; ``required`` and ``optional`` are seen."""

SEQUENCE: Mapping[str, Any] = {"modified": False, "connected": True, "color": "#299d8e"}
"""What a sequence of XO 11 holds besides name, nodes and place; the keys are seen, their values are not."""


def personal_data(*, personal: bool) -> dict[str, Any]:
    """Return the flag of a component whose value is personal data. The key is on every component, always false."""
    return {"piiDataEnabled": personal}


def profile_fields(profile: AuthorizationProfile) -> list[dict[str, str]]:
    """Return the fields of an OAuth v2 profile in the form that a Basic profile shows: type, key, value."""
    values = {
        "callbackURL": profile.callback_url,
        "identityProvider": profile.identity_provider,
        "clientId": profile.client_id,
        "clientSecret": profile.client_secret,
        "authorizationURL": profile.authorization_url,
        "tokenURL": profile.token_request_url,
        "scope": " ".join(profile.scope),
        "refreshTokenURL": profile.refresh_token_url,
    }
    return [{"type": OAUTH, "key": key, "value": value} for key, value in values.items()]


def base_url(profile: AuthorizationProfile) -> str:
    """Return what stands as ``appConfig.baseURL``: in the Basic profile it is the address that is asked."""
    return profile.authorization_url


def inferences(actions: tuple[Action, ...], tasks: tuple[DialogTask, ...]) -> Iterator[str]:
    """Yield, as sentences, what a package of these actions and tasks holds that no real export shows."""
    for action in actions:
        if action.settings.app is App.CUSTOM:
            yield f"the form of the OAuth v2 profile {action.settings.profile!r}: compare it after the import"
        if action.settings.authorization is AuthorizationType.ALLOW_USERS:
            yield f'authType "user" of the {action.name} integration: choose the authorization again after the import'
        else:
            yield f"the {action.name} integration is a pointer without credentials: authorize it again after the import"
    entities = [node for task in tasks for node in task.walk() if isinstance(node, EntityNode)]
    if any(entity.personal_data for entity in entities):
        yield "piiDataEnabled marks personal data: check the redaction of the marked entities"
    unseen = sorted({entity.entity_type for entity in entities} & set(ENTITY_TYPES))
    if unseen:
        yield f"the wire names of the entity types {', '.join(unseen)}"
    if any(entity.required == "hidden" for entity in entities):
        yield 'promptOptions "hidden"'
