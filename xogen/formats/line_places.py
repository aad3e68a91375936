"""Where values stand in a JSON text with a line for each value, told by the lines of the same value written anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from xogen.formats.branches import Branch, grow, nearest_offset
from xogen.formats.json_lined import Lined

_MARGIN = re.compile(rb"[ \t\r]*")
_BLOCK = 1024
"""Bytes in which line breaks are counted at once."""


def places_in_lines(lined: Lined, pointers: Iterable[str]) -> Mapping[str, tuple[int, int]]:
    """Return the places of several pointers in a text with a line for each value, as ``places`` does."""
    root = Branch()
    root.offset = 0
    asked = {pointer: grow(root, pointer) for pointer in pointers}
    _Walk(lined.lines).find(root, lined.value)
    offsets = {pointer: nearest_offset(branches) for pointer, branches in asked.items()}
    numbers = _numbers(lined.lines, sorted(set(offsets.values())))
    columns = _columns(lined.text, sorted(numbers.values()))
    return {pointer: (number := numbers[offset], columns[number]) for pointer, offset in offsets.items()}


class _Walk:
    """Goes through the lines once, from what is wanted to what is wanted next.

    Attributes:
        at: the line break before the line that was reached last.
    """

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        self.at = 0

    def find(self, root: Branch, value: object) -> None:
        """Note for each branch where its line starts."""
        open_ = [self._inside(root, value, 1)]
        while open_:
            below = next(open_[-1], None)
            if below is None:
                open_.pop()
            else:
                open_.append(self._inside(*below, len(open_) + 1))

    def _inside(self, branch: Branch, value: Any, depth: int) -> Iterator[tuple[Branch, Any]]:  # noqa: ANN401
        margin = b"\n" + b"  " * depth
        if branch.below and type(value) is dict:
            return self._members(branch.below, value, margin)
        if branch.below and type(value) is list:
            return self._items(branch.below, value, margin)
        return iter(())

    def _members(
        self, wanted: Mapping[str, Branch], value: Mapping[str, Any], margin: bytes
    ) -> Iterator[tuple[Branch, Any]]:
        for key, member in value.items():
            branch = wanted.get(key)
            if branch is not None:
                self.at = branch.offset = self._lines.index(b"%b%b: " % (margin, orjson.dumps(key)), self.at)
                yield branch, member

    def _items(self, wanted: Mapping[str, Branch], value: Sequence[Any], margin: bytes) -> Iterator[tuple[Branch, Any]]:
        ends: dict[type, bytes] = {dict: margin + b"}", list: margin + b"]"}
        left = len(wanted)
        for index, item in enumerate(value):
            self.at = self._lines.index(b"\n", self.at + 1)
            branch = wanted.get(str(index))
            if branch is not None:
                branch.offset = self.at
                yield branch, item
                left -= 1
            if not left:
                return
            end = ends.get(type(item)) if item else None
            if end is not None:
                self.at = self._lines.index(end, self.at)


def _numbers(lines: bytes, offsets: Iterable[int]) -> Mapping[int, int]:
    """Return the number, from 1, of the line that follows each line break; they are sorted. The first follows none."""
    found: dict[int, int] = {}
    number, before = 1, 0
    for offset in offsets:
        number += lines.count(b"\n", before, offset + 1)
        found[offset], before = number, offset + 1
    return found


def _columns(text: bytes, numbers: Iterable[int]) -> Mapping[int, int]:
    """Return the column, from 1, of the first character of lines that is no space; their numbers are sorted."""
    found: dict[int, int] = {}
    at, line = 0, 1
    for number in numbers:
        while at < len(text) and line + (breaks := text.count(b"\n", at, at + _BLOCK)) < number:
            at, line = at + _BLOCK, line + breaks
        while line < number:
            at, line = text.index(b"\n", at) + 1, line + 1
        found[number] = _after_margin(text, at) - at + 1
    return found


def _after_margin(text: bytes, start: int) -> int:
    match = _MARGIN.match(text, start)
    return match.end() if match else start
