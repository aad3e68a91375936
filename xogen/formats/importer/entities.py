"""Entities: prompts, type, list values, personal data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xogen.formats.importer.reading import Json, flag, number, refused, table, tables, text, texts
from xogen.formats.importer.responses import responses
from xogen.formats.importer.source import Part, Source
from xogen.formats.wire.tables import ENTITY_TYPES
from xogen.model.nodes import ListValue

_TYPES: Mapping[str, str] = {wire: name for name, wire in ENTITY_TYPES.items()}
_REQUIRED: Mapping[str, str] = {"optional": "optional", "hidden": "hidden"}

LOOKUP = "lookupValues"
"""Where an entity that looks items up keeps them: thousands, in one language."""


def entity(source: Source, component: Part) -> Mapping[str, Any]:
    """Return the fields of an entity that stand in its component."""
    data, at = component.data, component.at
    wire = text(data, "entityType", at)
    found: dict[str, Any] = {
        # A type we do not know keeps the platform's word; without one it is a string, as 64 % of all are.
        "entity_type": _TYPES.get(wire, wire) or "string",
        "prompt": responses(source, component, "message"),
        "error_prompt": responses(source, component, "errorMessage"),
        "personal_data": flag(data, "piiDataEnabled")
        or flag(data, "isSensitive")
        or bool(data.get("sensitive_pattern")),
        "multiple": flag(data, "isArray"),
        "pattern": text(data, "regexPattern", at) or None,
    }
    allowed = list(_allowed(source, component))
    if allowed or data.get(LOOKUP):
        found["values"] = tuple(_values(source, component))
        # The context value that holds the list, where a script fills it.
        names = (text(local, "variable", place) for _, place, local in allowed)
        found["values_from"] = next(filter(None, names), None)
    return found


def asked(stub: Json, at: str) -> Mapping[str, Any]:
    """Return the fields of an entity that stand in its place in the dialog: whether and how often it is asked."""
    options, here = table(stub, "nodeOptions", at), f"{at}/nodeOptions"
    found: dict[str, Any] = {"required": _REQUIRED.get(text(options, "promptOptions", here), "required")}
    events = table(options, "eventOptions", here)
    retry = table(events, "defaultMaxRetry", f"{here}/eventOptions")
    said = retry.get("retry_limit")
    limit = number(said)
    if limit is not None:
        found["retries"] = int(limit)
    elif said:
        raise refused(f"{here}/eventOptions/defaultMaxRetry/retry_limit", "a number", said)
    return found


def value_places(source: Source, component: Part) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Yield each value of a list with its index in each language that has it, in the order of the first language."""
    found: dict[str, dict[str, int]] = {}
    for language, _at, entries in _lists(source, component):
        for index, entry in enumerate(entries):
            value = _value_of(entry, _at, index)
            found.setdefault(value, {}).setdefault(language, index)
    yield from found.items()


def _values(source: Source, component: Part) -> Iterator[ListValue]:
    lists = {language: (at, entries) for language, at, entries in _lists(source, component)}
    for value, indexes in value_places(source, component):
        label: dict[str, str] = {}
        synonyms: dict[str, tuple[str, ...]] = {}
        for language, index in indexes.items():
            at, entries = lists[language]
            here = f"{at}/{index}"
            title = text(entries[index], "title", here)
            if title:
                label[language] = title
            said = texts(entries[index], "synonyms", here)
            if said:
                synonyms[language] = said
        yield source.make(ListValue, value=value, label=label, synonyms=synonyms)
    if not lists:
        at = f"{component.at}/{LOOKUP}"
        for index, entry in enumerate(_lookup(component)):
            yield source.make(ListValue, value=_value_of(entry, at, index))


def _value_of(entry: Json, at: str, index: int) -> str:
    here = f"{at}/{index}"
    return text(entry, "value", here) or text(entry, "title", here)


def _lists(source: Source, component: Part) -> Iterator[tuple[str, str, list[Json]]]:
    """Yield language, pointer and entries of each list of values."""
    for language, at, allowed in _allowed(source, component):
        if allowed.get("values"):
            yield language, f"{at}/values", list(tables(allowed, "values", at))


def _lookup(component: Part) -> list[Json]:
    found = component.data.get(LOOKUP)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _allowed(source: Source, component: Part) -> Iterator[tuple[str, str, Json]]:
    locale = table(component.data, "localeData", component.at)
    at = f"{component.at}/localeData"
    for language in source.languages:
        local = table(locale, language, at)
        if local.get("allowedValues"):
            here = f"{at}/{language}"
            yield language, f"{here}/allowedValues", table(local, "allowedValues", here)
