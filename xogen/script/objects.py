"""Objects that a script writes out: their texts, and how long their lists are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from xogen.script.reading import Reading, reading
from xogen.script.tree import ROOT

if TYPE_CHECKING:
    from xogen.script.tree import Tree


class WrittenObject(NamedTuple):
    """An object literal, as far as it is written out.

    Attributes:
        line: where it starts, from 1.
        texts: the values that are texts, by key.
        lengths: the number of items of the values that are lists.
        inner: for each list, the lengths of the lists in the objects that it holds.
    """

    line: int
    texts: dict[str, str]
    lengths: dict[str, int]
    inner: dict[str, tuple[dict[str, int], ...]]


def written_objects(source: str, key: str) -> Iterator[WrittenObject]:
    """Yield the objects of a script that have a key, in order. A list with a spread in it has no known length.

    Args:
        source: JavaScript; a script that does not parse gives what can be read of it.
        key: a name that is written out as a key.
    """
    read = reading(source)
    for node in read.tree.of.get("object", ()):
        found = _read(read, node)
        if key in found.texts:
            yield found


def _read(read: Reading, node: int) -> WrittenObject:
    tree = read.tree
    found = WrittenObject(read.lines.place(tree.starts[node])[0], {}, {}, {})
    for name, value in _pairs(tree, node):
        if tree.kinds[value] == "string":
            found.texts[name] = tree.text(value)[1:-1]
        elif tree.kinds[value] == "array":
            items = _items(tree, value)
            if not _is_spread(tree, items):
                found.lengths[name] = len(items)
            found.inner[name] = tuple(_lengths(tree, item) for item in items if tree.kinds[item] == "object")
    return found


def _lengths(tree: Tree, node: int) -> dict[str, int]:
    lists = ((name, _items(tree, value)) for name, value in _pairs(tree, node) if tree.kinds[value] == "array")
    return {name: len(items) for name, items in lists if not _is_spread(tree, items)}


def _items(tree: Tree, array: int) -> list[int]:
    return [item for item in tree.children(array) if tree.kinds[item] != "comment"]


def _is_spread(tree: Tree, items: list[int]) -> bool:
    return any(tree.kinds[item] == "spread_element" for item in items)


def _pairs(tree: Tree, node: int) -> Iterator[tuple[str, int]]:
    for pair in tree.children(node):
        key, value = tree.child(pair, "key"), tree.child(pair, "value")
        if tree.kinds[pair] == "pair" and ROOT not in {key, value}:
            yield tree.text(key).strip("\"'`"), value
