"""Intents: what users say to start a dialog, with the values of entities marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xogen.formats.importer.encoding import decode
from xogen.formats.importer.reading import Json, as_text, table, tables, text, texts
from xogen.formats.importer.source import Part, Source

_LONGEST = 10_000
"""Longer sentences are not searched for marks."""


def intent(source: Source, component: Part, entities: Mapping[str, str]) -> Mapping[str, Any]:
    """Return the fields of an intent.

    Args:
        source: the export.
        component: the intent's.
        entities: node id of each entity of the dialog by its component's ``_id``.
    """
    said = source.data.get("sentences") or ()
    at = f"{source.at}/sentences"
    places = source.sentences.get(text(component.data, "_id", component.at), {})
    found: dict[str, Any] = {
        "utterances": {
            language: tuple([_marked(said[index], f"{at}/{index}", entities) for index in indexes])
            for language, indexes in places.items()
        }
    }
    place = source.patterns.get(text(component.data, "refId", component.at))
    if place is not None:
        found["patterns"] = _patterns(source, place)
    return found


def _patterns(source: Source, place: int) -> Mapping[str, tuple[str, ...]]:
    at = f"{source.at}/patterns/{place}"
    locale = table(source.data["patterns"][place], "localeData", at)
    found = {}
    for language in source.languages:
        here = f"{at}/localeData"
        written = texts(table(locale, language, here), "patterns", f"{here}/{language}")
        if written:
            found[language] = written
    return found


def _marked(sentence: Json, at: str, entities: Mapping[str, str]) -> str:
    """Return a sentence with its entities' values as ``[Acme](node)``. Indexes count UTF-16 units (inferred)."""
    said = text(sentence, "sentence", at)
    marks = sentence.get("entities")
    if marks and len(said) < _LONGEST:
        spans = [
            _span(mark, f"{at}/entities/{index}", entities)
            for index, mark in enumerate(tables(sentence, "entities", at))
        ]
        units = said.encode("utf-16-le", "surrogatepass")
        return _with_marks(units, sorted(span for span in spans if span is not None))
    return decode(said)


def _span(mark: Json, at: str, entities: Mapping[str, str]) -> tuple[int, int, str] | None:
    node = entities.get(as_text(mark.get("entityId"), at, "entityId"))
    start, end = mark.get("startIndex"), mark.get("endIndex")
    if node is None or type(start) is not int or type(end) is not int or not 0 <= start < end:
        for key in ("startIndex", "endIndex"):
            as_text(mark.get(key), at, key)
        return None  # an entity of another dialog, or a place that is none: the words count all the same
    return start, end, node


def _with_marks(units: bytes, spans: list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    after = 0
    for start, end, node in spans:
        if after <= start and end * 2 <= len(units):
            words = _text(units[start * 2 : end * 2])
            parts += [_text(units[after * 2 : start * 2]), f"[{words}]({node})"]
            after = end
    return "".join([*parts, _text(units[after * 2 :])])


def _text(units: bytes) -> str:
    return units.decode("utf-16-le", "replace")
