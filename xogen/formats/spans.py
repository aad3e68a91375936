"""Where a JSON pointer stands in a text: looked for on demand, so that only findings that are printed cost anything."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from xogen.formats.branches import Branch, grow, nearest_offset

_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_GAP = r"[ \t\r\n\ufeff]*"
_PLAIN = r"[^\s,\[\]{}\"]+"
_SPACE = re.compile(_GAP)
_NEXT = rf"{_GAP}(?:,{_GAP})?"
_KEY = re.compile(_STRING, re.DOTALL)
_ITEM = re.compile(_NEXT)
"""What comes before the next item of a list, or before its end."""
_MEMBER = re.compile(rf"{_NEXT}({_STRING}){_GAP}:{_GAP}({_STRING}|{_PLAIN})?", re.DOTALL)
"""The next member of an object: its key, and its value unless that is a list or an object."""
_MEMBERS = re.compile(rf"(?:{_NEXT}{_STRING}{_GAP}:{_GAP}(?:{_STRING}|{_PLAIN}))*+", re.DOTALL)
_ITEMS = re.compile(rf"(?:{_NEXT}(?:{_STRING}|{_PLAIN}))*+", re.DOTALL)
"""All members, or items, up to the next one that is a list or an object."""
_CLOSE = re.compile(rf"{_NEXT}[\]}}]")
_SCALAR = re.compile(rf"{_STRING}|{_PLAIN}", re.DOTALL)
_BRACKET = re.compile(rf"{_STRING}|[\[\]{{}}]", re.DOTALL)
_READER = json.JSONDecoder(strict=False)
"""Reads values only to know where they end: many times as fast as counting brackets here."""
_OPENERS = frozenset("[{")
_NO_ITEM = frozenset({"", "]", "}"})


class _Open:
    """A list or an object that is walked: what is wanted in it, how much of that was not found yet, how far it got."""

    __slots__ = ("index", "is_list", "left", "position", "wanted")

    def __init__(self, text: str, start: int, branch: Branch) -> None:
        self.wanted = branch.below
        self.left = len(branch.below)
        self.is_list = text[start] == "["
        self.index = 0
        self.position = start + 1


def place(text: str, pointer: str) -> tuple[int, int]:
    """Return line and column, from 1, of what an RFC 6901 pointer names: a member's key, an item's first character.

    A pointer that leads nowhere gives the place of its nearest parent that is there; a text that is not JSON, 1 and 1.
    """
    return places(text, (pointer,))[pointer]


def places(text: str, pointers: Iterable[str]) -> Mapping[str, tuple[int, int]]:
    """Return the places of several pointers in one pass over the text."""
    root = Branch()
    asked = {pointer: grow(root, pointer) for pointer in pointers}
    start = skip_space(text, 0)
    root.offset = start if start < len(text) else 0
    _find(text, root, start)
    offsets = {pointer: nearest_offset(branches) for pointer, branches in asked.items()}
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


def _find(text: str, root: Branch, start: int) -> None:
    """Walk down the wanted branches only, until none of them is left; every other value is skipped."""
    open_ = [_Open(text, start, root)] if _leads_on(root, text, start) else []
    left = len(root.below)
    while open_:
        inner = open_[-1]
        before = inner.left
        branch = _next_item(text, inner) if inner.is_list else _next_member(text, inner)
        left -= before - inner.left
        if branch is not None:
            open_.append(_Open(text, inner.position, branch))
            left += len(branch.below)
            continue
        left -= inner.left  # what was not found until now, is not here
        if not left:
            return
        end = _end(text, open_.pop())
        if end is None:
            return
        if open_:
            open_[-1].position = end


def _leads_on(branch: Branch, text: str, position: int) -> bool:
    return bool(branch.below) and text[position : position + 1] in _OPENERS


def _next_member(text: str, inner: _Open) -> Branch | None:
    """Find the wanted members of an object; stop at the value of one in which more is wanted."""
    position = inner.position
    while inner.left:
        match = _MEMBER.match(text, position)
        if match is None:
            break
        key, scalar = match.groups()
        position = match.end()
        branch = inner.wanted.get(key[1:-1] if "\\" not in key else _unescape(key))
        if branch is not None and branch.offset is None:
            branch.offset = match.start(1)
            inner.left -= 1
            if scalar is None and _leads_on(branch, text, position):
                inner.position = position
                return branch
        if scalar is None:
            position = skip_value(text, position)
    inner.position = position
    return None


def _next_item(text: str, inner: _Open) -> Branch | None:
    """Find the wanted items of a list; stop at one in which more is wanted."""
    position = inner.position
    while inner.left:
        position = _after(_ITEM, text, position)
        if text[position : position + 1] in _NO_ITEM:
            break
        branch = inner.wanted.get(str(inner.index))
        inner.index += 1
        if branch is not None:
            branch.offset = position
            inner.left -= 1
            if _leads_on(branch, text, position):
                inner.position = position
                return branch
        position = skip_value(text, position)
    inner.position = position
    return None


def _end(text: str, inner: _Open) -> int | None:
    """Return where a list or an object ends in which nothing more is wanted; ``None`` where the text is no JSON."""
    plain, next_ = (_ITEMS, _ITEM) if inner.is_list else (_MEMBERS, _MEMBER)
    position = inner.position
    while True:
        position = _after(plain, text, position)
        match = next_.match(text, position)
        if match is None or text[match.end() : match.end() + 1] not in _OPENERS:
            break
        position = skip_value(text, match.end())
    close = _CLOSE.match(text, position)
    return close.end() if close else None


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


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
    return _after(_SPACE, text, position)


def skip_value(text: str, position: int) -> int:
    """Return where the value that starts here ends."""
    if text[position : position + 1] not in _OPENERS:
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
