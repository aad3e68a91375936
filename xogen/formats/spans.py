"""Where a JSON pointer stands in a text: looked for on demand, so that only findings that are printed cost anything."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from xogen.formats.pointers import split_pointer

_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_KEY = re.compile(_STRING, re.DOTALL)
_ITEM = re.compile(r"[ \t\r\n\ufeff]*(?:,[ \t\r\n\ufeff]*)?([\]}])?")
"""What comes before the next item of a list: its end, or nothing."""
_PAIR = re.compile(
    rf"[ \t\r\n\ufeff]*(?:,[ \t\r\n\ufeff]*)?(?:([\]}}])|({_STRING})[ \t\r\n\ufeff]*:[ \t\r\n\ufeff]*)?", re.DOTALL
)
"""What comes before the next value of an object: its end, or the key."""
_SCALAR = re.compile(rf'{_STRING}|[^\s,\[\]{{}}"]+', re.DOTALL)
_BRACKET = re.compile(rf"{_STRING}|[\[\]{{}}]", re.DOTALL)
_READER = json.JSONDecoder(strict=False)
"""Reads values only to know where they end: many times as fast as counting brackets here."""


class _Branch:
    """A value that is looked for, or leads to one: where it was found, and what is looked for below it.

    Paths are never written out, so that a deep text costs what it holds and not its square.
    """

    __slots__ = ("below", "offset")

    def __init__(self) -> None:
        self.below: dict[str, _Branch] = {}
        self.offset: int | None = None


def place(text: str, pointer: str) -> tuple[int, int]:
    """Return line and column, from 1, of what an RFC 6901 pointer names: a member's key, an item's first character.

    A pointer that leads nowhere gives the place of its nearest parent that is there; a text that is not JSON, 1 and 1.
    """
    return places(text, (pointer,))[pointer]


def places(text: str, pointers: Iterable[str]) -> Mapping[str, tuple[int, int]]:
    """Return the places of several pointers in one pass over the text."""
    asked = {pointer: split_pointer(pointer) for pointer in pointers}
    root = _Branch()
    count = 0
    for keys in asked.values():
        branch = root
        for key in keys:
            below = branch.below.get(key)
            if below is None:
                below = branch.below[key] = _Branch()
                count += 1
            branch = below
    _find(text, root, count)
    offsets = {pointer: _nearest_offset(root, keys) for pointer, keys in asked.items()}
    lines = _lines(text, sorted(set(offsets.values())))
    return {pointer: (lines[offset], offset - text.rfind("\n", 0, offset)) for pointer, offset in offsets.items()}


def _lines(text: str, offsets: Iterable[int]) -> Mapping[int, int]:
    """Return the line, from 1, of each offset; they are sorted, so that each line break is counted once."""
    found: dict[int, int] = {}
    line, before = 1, 0
    for offset in offsets:
        line += text.count("\n", before, offset)
        found[offset], before = line, offset
    return found


def _nearest_offset(root: _Branch, keys: Iterable[str]) -> int:
    branch, offset = root, root.offset or 0
    for key in keys:
        branch = branch.below[key]
        if branch.offset is not None:
            offset = branch.offset
    return offset


def _find(text: str, root: _Branch, left: int) -> None:
    """Walk down the wanted branches only, until none of them is left; every other value is skipped."""
    position = skip_space(text, 0)
    root.offset = position if position < len(text) else 0
    open_: list[tuple[_Branch, int | None]] = []  # what is wanted in it, next index (None: an object)
    branch: _Branch | None = root
    while left and position < len(text):
        opener = text[position]
        if branch is not None and branch.below and opener in "[{":
            open_.append((branch, 0 if opener == "[" else None))
            position += 1
        else:
            position = skip_value(text, position)
        step = _next_member(text, position, open_)
        if step is None:
            return
        position, start, branch = step
        if branch is not None and branch.offset is None:
            branch.offset = start
            left -= 1


def _next_member(
    text: str, position: int, open_: list[tuple[_Branch, int | None]]
) -> tuple[int, int, _Branch | None] | None:
    """Go to the next value: its position, where its member starts, and what is wanted of it."""
    while open_:
        wanted, index = open_[-1]
        match = (_PAIR if index is None else _ITEM).match(text, position)
        if match is None:
            return None
        position = match.end()
        if match[1] is not None:
            open_.pop()
        elif position >= len(text):
            return None
        elif index is not None:
            open_[-1] = (wanted, index + 1)
            return position, position, wanted.below.get(str(index))
        elif match[2] is None:
            return None
        else:
            return position, match.start(2), wanted.below.get(_unescape(match[2]))
    return None


def read_key(text: str, position: int) -> tuple[str, int] | None:
    """Return the key that stands here and where its value starts; ``None`` where the text is no JSON."""
    match = _KEY.match(text, position)
    if match is None:
        return None
    colon = skip_space(text, match.end())
    return (_unescape(match[0]), skip_space(text, colon + 1)) if text[colon : colon + 1] == ":" else None


def _unescape(quoted: str) -> str:
    if "\\" not in quoted:
        return quoted[1:-1]
    try:
        return str(json.loads(quoted, strict=False))
    except ValueError:
        return quoted[1:-1]


def skip_space(text: str, position: int) -> int:
    """Return where the next lexeme starts."""
    match = _SPACE.match(text, position)
    return match.end() if match else position


def skip_value(text: str, position: int) -> int:
    """Return where the value that starts here ends."""
    if text[position] not in "[{":
        match = _SCALAR.match(text, position)
        return match.end() if match else len(text)
    try:
        return _READER.raw_decode(text, position)[1]
    except (ValueError, RecursionError):  # not JSON, or nested deeper than the parser goes
        return _closing(text, position)


def _closing(text: str, position: int) -> int:
    """Return where the list or object that starts here ends, counting brackets."""
    depth = 0
    for match in _BRACKET.finditer(text, position):
        lexeme = match[0]
        if lexeme in "[{":
            depth += 1
        elif lexeme in "]}":
            depth -= 1
            if depth == 0:
                return match.end()
    return len(text)
