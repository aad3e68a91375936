"""``config.json``: the environment variables that a package refers to. Secured ones have no value (15 of 15)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from xogen.model.action import ENV_REFERENCE, Action
from xogen.model.base import Owned
from xogen.model.dialog import DialogTask

_USED = re.compile(r"(?<![\w$.])env\.([A-Za-z_]\w*)")


class EnvVariable(Owned):
    """An environment variable of the bot. The value of a secured one is set in the platform, never written."""

    value: str = ""
    hint: str = ""
    secured: bool = False


def variables(
    known: Mapping[str, EnvVariable], actions: Iterable[Action], tasks: Iterable[DialogTask]
) -> Mapping[str, EnvVariable]:
    """Return every variable that the package needs, by name, sorted.

    Args:
        known: what is known of variables (value, hint, secured), whether they are needed or not.
        actions: their profiles name variables; an instance URL is the value of ``<ACTION>_HOST``, where that is used.
        tasks: their texts and scripts name variables.
    """
    found = {name: EnvVariable() for name in _used(tasks)}
    for action in actions:
        host = f"{re.sub(r'[^A-Za-z0-9_]', '_', action.name).upper()}_HOST"
        url = action.settings.instance_url
        if host in found and url is not None and not ENV_REFERENCE.fullmatch(url):
            found[host] = EnvVariable(value=urlsplit(url).netloc, hint=f"Host of your {action.name} org")
        found.update(_profile_variables(action))
    return {name: _joined(known.get(name, EnvVariable()), found[name]) for name in sorted(found)}


def _joined(known: EnvVariable, found: EnvVariable) -> EnvVariable:
    return EnvVariable(
        value=known.value or found.value, hint=known.hint or found.hint, secured=known.secured or found.secured
    )


def written(found: Mapping[str, EnvVariable], namespace: str) -> list[dict[str, Any]]:
    """Return ``envVariables``."""
    return [
        {
            "key": name,
            "value": "" if variable.secured else variable.value,
            "variableType": "env",
            "hint": variable.hint,
            "scope": "prePopulated",
            "group": "",
            "propagateValue": False,
            "vNameSpace": [namespace],
            "isSecured": variable.secured,
        }
        for name, variable in found.items()
    ]


def _profile_variables(action: Action) -> Iterator[tuple[str, EnvVariable]]:
    profile = action.profile
    if profile is None:
        return
    for words, value in (("Client id", profile.client_id), ("Client secret", profile.client_secret)):
        match = ENV_REFERENCE.fullmatch(value)
        if match:
            yield match[1], EnvVariable(hint=f"{words} of {action.settings.profile}", secured=True)
    for value in (
        profile.callback_url,
        profile.authorization_url,
        profile.token_request_url,
        profile.refresh_token_url,
    ):
        match = ENV_REFERENCE.fullmatch(value)
        if match:
            yield match[1], EnvVariable(hint=f"A URL of {action.settings.profile}")


def _used(tasks: Iterable[DialogTask]) -> set[str]:
    names: set[str] = set()
    todo: list[object] = [task.model_dump(include={"nodes"}) for task in tasks]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            if "env." in item:
                names.update(_USED.findall(item))
        elif isinstance(item, Mapping):
            todo.extend(item.values())
        elif isinstance(item, list | tuple):
            todo.extend(item)
    return names
