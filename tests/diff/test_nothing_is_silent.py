"""No two files that differ are called equal without a word, whichever value differs."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.diff.editing import export, imported
from xogen.diff.exports import diff_exports
from xogen.errors import InputError

BOTS = ("twilio-sms", "otp-generation", "data-tables", "webhook-channel")
MEANINGLESS = {
    "_id", "refId", "nodeId", "parentId", "componentId", "connId", "left", "top", "encryptedHash", "createdBy",
    "createdOn", "lMod", "lModBy", "__v", "color", "pathsMap", "userUtterance", "lastModifiedOn",
    "lastModifiedBy", "curve", "curveStyle",
}  # fmt: skip
"""Keys whose value may differ between equal exports: ids, positions, looks, stamps."""


@cache
def places(bot: str) -> tuple[tuple[str | int, ...], ...]:
    """Return where the values of an export stand."""
    return tuple(_leaves(export(bot)))


def _leaves(data: Any) -> Iterator[tuple[str | int, ...]]:
    todo: list[tuple[tuple[str | int, ...], Any]] = [((), data)]
    while todo:
        keys, value = todo.pop()
        if isinstance(value, dict) and value:
            todo += [((*keys, key), each) for key, each in value.items()]
        elif isinstance(value, list) and value:
            todo += [((*keys, at), each) for at, each in enumerate(value)]
        else:
            yield keys


def other(value: Any) -> Any:
    """Return another value of the same type."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return f"{value}z"
        case None:
            return "z"
        case []:
            return ["z"]
    return {"z": "z"}


def is_said(old: Any, new: Any, keys: tuple[Any, ...]) -> bool:
    """Whether a difference at ``keys`` is told; what is no export any more is refused instead."""
    try:
        changed = imported(new)
    except InputError:
        return True
    diff = diff_exports(imported(old), changed)
    return not diff.equal or (bool(diff.passed_over) and bool(MEANINGLESS.intersection(map(str, keys))))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bot=st.sampled_from(BOTS), which=st.integers(0, 10**6))
def test_a_value_that_differs_is_said(bot: str, which: int) -> None:
    keys = places(bot)[which % len(places(bot))]
    old = export(bot)
    new = deepcopy(old)
    holder: Any = new
    for key in keys[:-1]:
        holder = holder[key]
    holder[keys[-1]] = other(holder[keys[-1]])
    assert is_said(old, new, keys)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bot=st.sampled_from(BOTS), which=st.integers(0, 10**6))
def test_a_key_that_is_gone_is_said(bot: str, which: int) -> None:
    keys = places(bot)[which % len(places(bot))]
    old = export(bot)
    new = deepcopy(old)
    holder: Any = new
    for key in keys[:-1]:
        holder = holder[key]
    del holder[keys[-1]]
    assert is_said(old, new, keys)
