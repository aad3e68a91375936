"""Integrations and authorization profiles of a package: pointers and references, never a secret."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xogen.formats import inferred
from xogen.formats.wire.ids import Ids
from xogen.model.action import Action


def integrations(ids: Ids, actions: Iterable[Action]) -> list[dict[str, Any]]:
    """Return ``preBuiltIntegrations``: that the action is enabled, and who authorizes."""
    return [
        {
            "authType": inferred.AUTHORIZATION_KINDS[action.settings.authorization],
            "sso_type": inferred.OAUTH,
            "integrationName": action.name,
            "enable": True,
            "authId": _profile_id(ids, action.settings.profile) or inferred.INTEGRATION_AUTHORIZATION,
        }
        for action in actions
    ]


def profiles(ids: Ids, actions: Iterable[Action]) -> list[dict[str, Any]]:
    """Return ``idpConfigurations``: each profile once, whichever actions share it.

    The frame is that of the one profile in exports (Basic); the OAuth v2 fields in it are inferred.
    """
    found: dict[str, dict[str, Any]] = {}
    for action in actions:
        name = action.settings.profile
        if name is None or action.profile is None:
            continue
        found[name] = {
            "_id": _profile_id(ids, name),
            "refId": ids.ref("profile", name),
            "name": name,
            "sso_type": inferred.OAUTH,
            "fields": inferred.profile_fields(action.profile),
            "formfields": [],
            "headerFields": [],
            "payloadFields": [],
            "appConfig": {"baseURL": inferred.base_url(action.profile)},
            "connectorEnabled": False,
            "hasTenancy": False,
            "state": "published",
        }
    return list(found.values())


def _profile_id(ids: Ids, profile: str | None) -> str | None:
    return None if profile is None else ids.own("ap", "profile", profile)
