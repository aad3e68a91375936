"""Walks over nested data without recursion: TOML nests as deep as its author likes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

Data: TypeAlias = Any
"""A value of TOML or JSON: text, number, truth, or a table or list of such."""

Path = tuple[str | int, ...]


def leaves(value: Data) -> Iterator[tuple[Path, Data]]:
    """Yield every value that is no table and no list, with its place, in the order they are written."""
    todo: list[tuple[Path, Any]] = [((), value)]
    while todo:
        path, item = todo.pop()
        if isinstance(item, Mapping):
            todo += [((*path, key), item[key]) for key in reversed(list(item))]
        elif isinstance(item, list | tuple):
            todo += [((*path, index), item[index]) for index in reversed(range(len(item)))]
        else:
            yield path, item


def map_leaves(value: Data, change: Callable[[Path, Data], Data]) -> Data:
    """Return a copy in which every leaf is what ``change(path, leaf)`` returns. Tables and lists become plain ones."""
    root: list[Any] = [None]
    todo: list[tuple[Any, Any, Path, Any]] = [(root, 0, (), value)]
    for holder, at, path, item in todo:  # grows while it is walked: parents come before their children
        if isinstance(item, Mapping):
            table: dict[str, Any] = dict.fromkeys(item)
            holder[at] = table
            todo += [(table, key, (*path, key), inner) for key, inner in item.items()]
        elif isinstance(item, list | tuple):
            row: list[Any] = [None] * len(item)
            holder[at] = row
            todo += [(row, index, (*path, index), inner) for index, inner in enumerate(item)]
        else:
            holder[at] = change(path, item)
    return root[0]
