"""No secret in what is shown: a value that looks like one is replaced by a word for it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from xogen.model.secrets import is_secret_name, is_secret_value, kinds_of

HIDDEN = "(secret)"
_END = re.compile(r"-----END [^-]*-----")
_REFERENCE = re.compile(r"\{\{[^{}]*\}\}")
_NO_VALUE = re.compile(r"\s*|undefined|null|none|true|false", re.IGNORECASE)


def redacted(text: str) -> str:
    """Return a text without its secrets: of a line with one only the word for it stays."""
    places = sorted({place for place, _ in kinds_of(text)})
    if not places:
        return text
    parts: list[str] = []
    at = 0
    for place in places:
        start = text.rfind("\n", 0, place) + 1
        if start < at:
            continue
        parts += [text[at:start], HIDDEN]
        closing = place
        if "PRIVATE KEY" in text[place : place + 60]:  # to its end, or all that is left of it
            found = _END.search(text, place)
            closing = found.end() if found else len(text)
        end = text.find("\n", closing)
        at = len(text) if end < 0 else end
    return "".join([*parts, text[at:]])


def hides(names: Sequence[str], value: object) -> bool:
    """Whether a value is a secret by the name of its place: a header, a key, a variable."""
    if not isinstance(value, str) or _NO_VALUE.fullmatch(value) or _REFERENCE.search(value):
        return False
    named = any(is_secret_name(name) for name in names[-2:])
    return (named and not _is_prose(value)) or ("envVariables" in names and is_secret_value(value))


def _is_prose(value: str) -> bool:
    """Whether it is a sentence: ``Please reset your password`` under ``resetPassword`` is none."""
    return value.count(" ") > 1


def shown(names: Sequence[str], value: Any) -> Any:  # noqa: ANN401 - plain data
    """Return plain data as it may be shown: with lists for tuples, and without secrets."""
    if isinstance(value, str):
        return HIDDEN if hides(names, value) else redacted(value)
    if isinstance(value, dict | list | tuple):
        wrapped = json.loads(json.dumps({"": value}, default=str), object_hook=lambda data: _without(data, names))
        return wrapped[""]
    return value


def _without(data: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return an object without secrets; its inner objects have none any more."""
    secured = data.get("isSecured") is True or is_secret_name(str(data.get("key", "")))
    clean: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, str):
            hidden = hides((*names, key), value) or (secured and key == "value" and bool(value))
            clean[key] = HIDDEN if hidden else redacted(value)
        elif isinstance(value, list):
            clean[key] = [redacted(one) if isinstance(one, str) else one for one in value]
        else:
            clean[key] = value
    return clean
