"""What an install replaces in a template, merged into the template's data before anything is expanded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from xogen.formats.explain import Keys, explain
from xogen.model.base import Owned
from xogen.model.nearest import did_you_mean
from xogen.packs.problems import InstallError
from xogen.packs.specs import AnySpec, IncludeSpec, IntentSpec, TaskHead

S = TypeVar("S", bound=Owned)

_MERGED = frozenset({"body", "query", "headers", "rules"})
"""Tables whose entries are replaced one by one; of everything else the whole value is replaced."""

_FIXED = frozenset({"type", "only_if", "for_each", "id", "fragment"})
"""Keys that decide which nodes there are."""

_INSTEAD: Mapping[str, frozenset[str]] = {
    "values": frozenset({"values_from", "fallback_values"}),
    "values_from": frozenset({"values"}),
    "text": frozenset({"script", "responses"}),
    "script": frozenset({"text", "responses"}),
    "responses": frozenset({"text", "script"}),
    "body": frozenset({"body_from"}),
    "body_from": frozenset({"body", "body_for_each"}),
}
"""What an override takes the place of, because both cannot stand together."""

_PARTS = ("task", "intent", "nodes")


def check_parts(overrides: Mapping[str, Any]) -> None:
    """Raise ``InstallError`` unless the overrides are tables named task, intent or nodes."""
    for part, value in overrides.items():
        if part not in _PARTS:
            raise InstallError(f"{part!r} cannot be overridden{did_you_mean(part, _PARTS)}", ("override", part))
        if not isinstance(value, Mapping):
            raise InstallError("must be a table", ("override", part))


def override_head(spec: TaskHead, data: object, change: Mapping[str, Any]) -> TaskHead:
    """Return ``[task]`` with its title and summary replaced."""
    return _override(spec, data, change, ("override", "task"), fixed=frozenset({"object", "operation"}))


def override_intent(spec: IntentSpec, data: object, change: Mapping[str, Any]) -> IntentSpec:
    """Return the intent with what is replaced: utterances, patterns, label, name."""
    return _override(spec, data, change, ("override", "intent"), fixed=frozenset({"next"}))


def override_node(spec: AnySpec, data: object, change: object, node: str) -> AnySpec:
    """Return a node with what is replaced.

    Raises:
        InstallError: a key that the node's type does not have (names the nearest), or a value that does not fit.
    """
    if not isinstance(change, Mapping):
        raise InstallError("must be a table", ("override", "nodes", node))
    return _override(spec, data, change, ("override", "nodes", node), fixed=_FIXED)


def changed_keys(change: Mapping[str, Any], node: str) -> frozenset[Keys]:
    """Return the keys of a node that come from the override: of a merged table, only the entries it names."""
    found: set[Keys] = set()
    for key, value in change.items():
        below = value if key in _MERGED and isinstance(value, Mapping) else None
        found |= {("nodes", node, key)} if below is None else {("nodes", node, key, entry) for entry in below}
    return frozenset(found)


def _override(spec: S, data: object, change: Mapping[str, Any], at: tuple[str, ...], *, fixed: frozenset[str]) -> S:
    if not change:
        return spec
    merged: dict[str, Any] = dict(cast("Mapping[str, Any]", data))
    known = {field.alias or name for name, field in type(spec).model_fields.items()}
    if isinstance(spec, IncludeSpec):
        known |= spec.exits.keys()
    for key, value in change.items():
        if key not in known:
            what = f"no key {key!r}{did_you_mean(key, known - fixed)}"
            raise InstallError(f"{at[-1]!r} has {what}", (*at, key))
        if key in fixed:
            raise InstallError("cannot be overridden: it decides what the task is", (*at, key))
        for other in _INSTEAD.get(key, ()):
            merged.pop(other, None)
        old = merged.get(key)
        both = key in _MERGED and isinstance(old, Mapping) and isinstance(value, Mapping)
        merged[key] = {**cast("Mapping[str, Any]", old), **value} if both else value
    try:
        return type(spec).model_validate(merged)
    except ValidationError as error:
        raise _misfit(error, type(spec), at) from None


def _misfit(error: ValidationError, model: type[Owned], at: tuple[str, ...]) -> InstallError:
    location = error.errors(include_url=False)[0]["loc"]
    words = explain(error, model, path="", line_of=lambda _: 0).message.split("\n", maxsplit=1)[0]
    return InstallError(words, (*at, *location))
