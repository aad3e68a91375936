"""Service calls: the request decoded. The platform's own services (data tables, SMS) keep theirs as it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from xogen.formats.importer.encoding import decode
from xogen.formats.importer.reading import Json, as_text, flag, number, table, text
from xogen.formats.importer.source import Source

CUSTOM = "custom"
"""The kind of a service that has an address of its own."""

NO_BODY = "undefined"
"""How the platform writes that there is no body (17 times)."""

_TABLE_METHODS: Mapping[str, str] = {"insert": "POST", "query": "GET", "update": "PUT", "delete": "DELETE"}


def service(_source: Source, component: Json) -> Mapping[str, Any]:
    """Return the fields of a service."""
    timeout = number(component.get("serviceAPITimeout"))
    profile = text(component, "idp")
    found: dict[str, Any] = {
        "integration": text(component, "integrationId") or None,
        "sub_type": text(component, "subType") or None,
        "profile": profile if profile not in {"", "none"} else None,
        "pre_processor": decode(text(component, "preProcessor")) or None,
        "post_processor": decode(text(component, "postProcessor")) or None,
        "timeout": None if timeout is None else int(timeout),
        "close_on_timeout": flag(table(component, "timeOutError"), "closeConversation"),
    }
    kind = text(component, "serviceNodeType")
    if kind not in {"", CUSTOM} and not component.get("endPoint"):
        return found | _builtin(kind, component)
    return found | _request(component)


def _builtin(kind: str, data: Json) -> dict[str, Any]:
    payload = data.get("payload")
    wire = payload.get("method") if isinstance(payload, dict) else None
    # What is sent, nothing tells to be safe to send twice.
    method = _TABLE_METHODS.get(wire, "POST") if isinstance(wire, str) else "POST"
    return {"builtin": kind, "method": method, "properties": data, "protocol": "https"}


def _request(data: Json) -> dict[str, Any]:
    point = table(data, "endPoint")
    host, port = text(point, "host"), text(point, "port")
    return {
        "method": text(point, "method").upper() or "GET",
        "protocol": text(point, "protocol").lower(),
        "host": decode(f"{host}:{port}" if port and host else host),
        "path": decode(text(point, "path")),
        "headers": _headers(data),
        "body": _body(data),
    }


def _headers(data: Json) -> Mapping[str, str]:
    """Return the headers: JSON in a text (140 of 140). What is no JSON object has no headers that could be named."""
    given = data.get("headers")
    value = given.get("value") if isinstance(given, dict) else given
    found = string_map(value)
    return {} if found is None else found


def _body(data: Json) -> str | None:
    given = data.get("payload")
    if isinstance(given, dict):
        value = given.get("value")
        if isinstance(value, dict | list):
            return json.dumps(value, ensure_ascii=False)
        said = as_text(value, given, "value")
    else:
        said = as_text(given, data, "payload")
    return None if said in {"", NO_BODY} else decode(said)


def string_map(value: object) -> Mapping[str, str] | None:
    """Return the object that is written as JSON in a text, its values as texts; ``None`` when there is none."""
    if isinstance(value, str):
        value = _loads(value) if value else {}
    if not isinstance(value, dict):
        return None
    return {key: item if isinstance(item, str) else _dumps(item) for key, item in value.items()}


def _loads(said: str) -> object:
    for each in (said, decode(said)):
        try:
            return json.loads(each)
        except (ValueError, RecursionError):
            continue
    return None


def _dumps(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return ""
