"""Entities: prompts, type, list values, personal data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xogen.formats.importer.faults import refused
from xogen.formats.importer.reading import Json, flag, number, table, tables, text, texts
from xogen.formats.importer.responses import responses
from xogen.formats.importer.source import Source
from xogen.formats.wire.tables import ENTITY_TYPES
from xogen.model.nodes import ListValue

_TYPES: Mapping[str, str] = {wire: name for name, wire in ENTITY_TYPES.items()}
_REQUIRED: Mapping[str, str] = {"optional": "optional", "hidden": "hidden"}

LOOKUP = "lookupValues"
"""Where an entity that looks items up keeps them: thousands, in one language."""


def entity(source: Source, component: Json) -> Mapping[str, Any]:
    """Return the fields of an entity that stand in its component."""
    wire = text(component, "entityType")
    found: dict[str, Any] = {
        # A type we do not know keeps the platform's word; without one it is a string, as 64 % of all are.
        "entity_type": _TYPES.get(wire, wire) or "string",
        "prompt": responses(source, component, "message"),
        "error_prompt": responses(source, component, "errorMessage"),
        "personal_data": flag(component, "piiDataEnabled")
        or flag(component, "isSensitive")
        or bool(component.get("sensitive_pattern")),
        "multiple": flag(component, "isArray"),
        "pattern": text(component, "regexPattern") or None,
    }
    allowed = list(_allowed(source, component))
    if allowed or component.get(LOOKUP):
        found["values"] = tuple(_values(source, component))
        # The context value that holds the list, where a script fills it.
        found["values_from"] = next(filter(None, (text(local, "variable") for _, local in allowed)), None)
    return found


def asked(stub: Json) -> Mapping[str, Any]:
    """Return the fields of an entity that stand in its place in the dialog: whether and how often it is asked."""
    options = table(stub, "nodeOptions")
    found: dict[str, Any] = {"required": _REQUIRED.get(text(options, "promptOptions"), "required")}
    retry = table(table(options, "eventOptions"), "defaultMaxRetry")
    said = retry.get("retry_limit")
    limit = number(said)
    if limit is not None:
        found["retries"] = int(limit)
    elif said:
        raise refused(retry, ("retry_limit",), "a number", said)
    return found


def value_places(source: Source, component: Json) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Yield each value of a list with its index in each language that has it, in the order of the first language."""
    found: dict[str, dict[str, int]] = {}
    for language, entries in _lists(source, component):
        for index, entry in enumerate(entries):
            found.setdefault(_value_of(entry), {}).setdefault(language, index)
    yield from found.items()


def _values(source: Source, component: Json) -> Iterator[ListValue]:
    lists = dict(_lists(source, component))
    for value, indexes in value_places(source, component):
        label: dict[str, str] = {}
        synonyms: dict[str, tuple[str, ...]] = {}
        for language, index in indexes.items():
            entry = lists[language][index]
            title = text(entry, "title")
            if title:
                label[language] = title
            said = texts(entry, "synonyms")
            if said:
                synonyms[language] = said
        yield source.make(ListValue, value=value, label=label, synonyms=synonyms)
    if not lists:
        for entry in _lookup(component):
            yield source.make(ListValue, value=_value_of(entry))


def _value_of(entry: Json) -> str:
    return text(entry, "value") or text(entry, "title")


def _lists(source: Source, component: Json) -> Iterator[tuple[str, list[Json]]]:
    """Yield language and entries of each list of values."""
    for language, allowed in _allowed(source, component):
        if allowed.get("values"):
            yield language, list(tables(allowed, "values"))


def _lookup(component: Json) -> list[Json]:
    found = component.get(LOOKUP)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _allowed(source: Source, component: Json) -> Iterator[tuple[str, Json]]:
    locale = table(component, "localeData")
    for language in source.languages:
        local = table(locale, language)
        if local.get("allowedValues"):
            yield language, table(local, "allowedValues")
