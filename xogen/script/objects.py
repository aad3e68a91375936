"""Objects that a script writes out: their texts, and how long their lists are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xogen.script.reading import reading
from xogen.script.tree import text_of

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class WrittenObject:
    """An object literal, as far as it is written out.

    Attributes:
        line: where it starts, from 1.
        texts: the values that are texts, by key.
        lengths: the number of items of the values that are lists.
        inner: for each list, the lengths of the lists in the objects that it holds.
    """

    line: int
    texts: dict[str, str] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    inner: dict[str, tuple[dict[str, int], ...]] = field(default_factory=dict)


def written_objects(source: str, key: str) -> Iterator[WrittenObject]:
    """Yield the objects of a script that have a key, in order. A list with a spread in it has no known length.

    Args:
        source: JavaScript; a script that does not parse gives what can be read of it.
        key: a name that is written out as a key.
    """
    for node in reading(source).family.of("object"):
        found = _read(node)
        if key in found.texts:
            yield found


def _read(node: Node) -> WrittenObject:
    found = WrittenObject(node.start_point[0] + 1)
    for name, value in _pairs(node):
        if value.type == "string":
            found.texts[name] = text_of(value)[1:-1]
        elif value.type == "array":
            items = [item for item in value.named_children if item.type != "comment"]
            if all(item.type != "spread_element" for item in items):
                found.lengths[name] = len(items)
            found.inner[name] = tuple(_lengths(item) for item in items if item.type == "object")
    return found


def _lengths(node: Node) -> dict[str, int]:
    return {
        name: len([item for item in value.named_children if item.type != "comment"])
        for name, value in _pairs(node)
        if value.type == "array" and all(item.type != "spread_element" for item in value.named_children)
    }


def _pairs(node: Node) -> Iterator[tuple[str, Node]]:
    for pair in node.named_children:
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if pair.type == "pair" and key is not None and value is not None:
            yield text_of(key).strip("\"'`"), value
