"""Edits of parsed JSON, done the plain way: what edits of the text must come to."""

from __future__ import annotations

import json
from typing import Any

from xogen.formats.edits import Edit, Insertion, Move, Removal
from xogen.formats.pointers import split_pointer


class Spelt(str):
    """A number as it is spelt."""

    __slots__ = ()


def parsed(text: str) -> Any:
    """Return the value, numbers as they are spelt."""
    return json.loads(text.removeprefix("\ufeff"), parse_int=Spelt, parse_float=Spelt)


def edited(value: Any, edits: list[Any]) -> Any:
    """Return a value with some places changed."""
    by_parent: dict[tuple[str, ...], list[Any]] = {}
    above: set[tuple[str, ...]] = set()
    for edit in edits:
        parent = split_pointer(edit.pointer)[:-1]
        by_parent.setdefault(parent, []).append(edit)
        above |= {parent[:depth] for depth in range(len(parent) + 1)}
    return _edited(value, (), by_parent, above)


def _edited(value: Any, path: tuple[str, ...], by_parent: dict[tuple[str, ...], list[Any]], above: set[Any]) -> Any:
    if path not in above or not isinstance(value, dict | list):
        return value
    is_list = isinstance(value, list)
    entries = list(enumerate(value)) if is_list else list(value.items())
    keep = [(key, _edited(child, (*path, str(key)), by_parent, above)) for key, child in entries]
    gaps: list[list[Any]] = [[] for _ in range(len(entries) + 1)]
    gone = set()
    for edit in by_parent.get(path, ()):
        key = split_pointer(edit.pointer)[-1]
        index = next((i for i, (there, _) in enumerate(entries) if str(there) == key), len(entries))
        match edit:
            case Edit():
                keep[index] = (keep[index][0], parsed(json.dumps(edit.value)))
            case Removal():
                gone.add(index)
            case Insertion():
                if not is_list:
                    index = next((i for i, (there, _) in enumerate(entries) if there in edit.before), len(entries))
                gaps[index].append((key, parsed(json.dumps(edit.value))))
            case Move():
                target = split_pointer(edit.to)[-1]
                gone.add(index)
                gaps[len(entries) if target == "-" else int(target)].append(keep[index])
    result = []
    for index in range(len(entries) + 1):
        result += gaps[index]
        if index < len(entries) and index not in gone:
            result.append(keep[index])
    return [child for _, child in result] if is_list else dict(result)
