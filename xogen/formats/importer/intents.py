"""Intents: what users say to start a dialog, with the values of entities marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from xogen.formats.importer.encoding import decode
from xogen.formats.importer.reading import Json, as_text, table, tables, text, texts
from xogen.formats.importer.source import Source

_LONGEST = 10_000
"""Longer sentences are not searched for marks."""


Entities = Callable[[], Mapping[str, str]]
"""Gives the node id of each entity of a dialog by its component's ``_id``; asked only where a sentence has marks."""


def intent(source: Source, component: Json, entities: Entities) -> Mapping[str, Any]:
    """Return the fields of an intent.

    Args:
        source: the export.
        component: the intent's.
        entities: of the dialog.
    """
    said = source.data.get("sentences") or ()
    places = source.sentences.get(text(component, "_id"), {})
    found: dict[str, Any] = {
        "utterances": {
            language: tuple([_marked(said[index], entities) for index in indexes])
            for language, indexes in places.items()
        }
    }
    place = source.patterns.get(text(component, "refId"))
    if place is not None:
        found["patterns"] = _patterns(source, place)
    return found


def _patterns(source: Source, place: int) -> Mapping[str, tuple[str, ...]]:
    locale = table(source.data["patterns"][place], "localeData")
    found = {}
    for language in source.languages:
        written = texts(table(locale, language), "patterns")
        if written:
            found[language] = written
    return found


def _marked(sentence: Json, entities: Entities) -> str:
    """Return a sentence with its entities' values as ``[Acme](node)``. Indexes count UTF-16 units (inferred)."""
    said = text(sentence, "sentence")
    marks = sentence.get("entities")
    if marks and len(said) < _LONGEST:
        known = entities()
        spans = [_span(mark, known) for mark in tables(sentence, "entities")]
        units = said.encode("utf-16-le", "surrogatepass")
        return _with_marks(units, sorted(span for span in spans if span is not None))
    return decode(said)


def _span(mark: Json, entities: Mapping[str, str]) -> tuple[int, int, str] | None:
    node = entities.get(as_text(mark.get("entityId"), mark, "entityId"))
    start, end = mark.get("startIndex"), mark.get("endIndex")
    if node is None or type(start) is not int or type(end) is not int or not 0 <= start < end:
        for key in ("startIndex", "endIndex"):
            as_text(mark.get(key), mark, key)
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
