"""Fixes that read a value under its right name: in all texts, scripts and conditions of one node."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.formats.pointers import to_pointer
from xogen.formats.rewrite import Renaming
from xogen.lint.facts import Placed
from xogen.lint.fix import Fix, unsafe
from xogen.lint.texts import texts


def entity_renamed(place: Placed, old: str, new: str | None) -> Fix | None:
    """Return the fix that reads the entity ``new`` where a node reads ``old``; ``None`` without a new name."""
    return None if new is None else _renamed(place, new, Renaming({old: new}, {}))


def service_renamed(place: Placed, old: str, new: str | None) -> Fix | None:
    """Return the fix that reads the answer of the service ``new`` where a node reads that of ``old``."""
    return None if new is None else _renamed(place, new, Renaming({}, {old: new}))


def _renamed(place: Placed, new: str, renaming: Renaming) -> Fix | None:
    edits = tuple(_edits(place, renaming))
    return unsafe(f"read {new}", *edits) if edits else None


def _edits(place: Placed, renaming: Renaming) -> Iterator[Edit]:
    change = {"text": renaming.text, "script": renaming.script, "path": renaming.path}
    for text in texts(place.node):
        new = change[text.kind](text.source)
        if new != text.source:
            yield Edit(place.pointer + text.pointer, new)
    record = place.node.record if place.node.type == "service" else None
    for key, value in record.fields.items() if record is not None else ():
        new = renaming.text(value)
        if new != value:
            yield Edit(place.pointer + to_pointer(("record", "fields", key)), new)
