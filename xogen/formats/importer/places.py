"""Where a dialog's author put its nodes (facts: xo-export-format 2.4)."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.importer.reading import Json, number, tables
from xogen.model.base import unchecked
from xogen.model.layout import Layout, Position

_ROW = 120
"""The height of a row in a sequence of XO 11 (inferred)."""


def layout(dialog: Json) -> Layout:
    """Return the positions: ``positionMeta``, else ``metadata``, else the sequence's own and a row for each node."""
    found: dict[str, Position] = {}
    for node_id, in_sequence in _in_sequences(dialog):
        found.setdefault(node_id, in_sequence)
    for stub in tables(dialog, "nodes"):
        position = _position(stub.get("positionMeta")) or _position(stub.get("metadata"))
        if position is not None and isinstance(stub.get("nodeId"), str):
            found[stub["nodeId"]] = position
    return unchecked(Layout, positions=found)


def _position(place: object, rows: int = 0) -> Position | None:
    if not isinstance(place, dict):
        return None
    left, top = number(place.get("left")), number(place.get("top"))
    if left is None or top is None:
        return None
    return unchecked(Position, left=round(left), top=round(top) + rows * _ROW)


def _in_sequences(dialog: Json) -> Iterator[tuple[str, Position]]:
    sequences = dialog.get("sequences")
    for sequence in sequences if isinstance(sequences, list) else ():
        nodes = sequence.get("nodes") if isinstance(sequence, dict) else None
        for row, node in enumerate(nodes if isinstance(nodes, list) else ()):
            position = _position(_place_of(sequence), row)
            if position is not None and isinstance(node, dict) and isinstance(node.get("nodeId"), str):
                yield node["nodeId"], position


def _place_of(sequence: Json) -> object:
    place = sequence.get("positionMeta")
    return place if _position(place) is not None else sequence.get("metadata")
