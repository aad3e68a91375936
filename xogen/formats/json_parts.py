"""JSON text to values part by part, so that ``spans`` need not look for where the parts stand."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from xogen.formats.json_source import (
    DEPTH,
    DuplicateError,
    NumberError,
    check_characters,
    is_deeper_than,
    options,
    read_json,
)
from xogen.formats.spans import Mark

_GAP = re.compile(r"[ \t\r\n]*")
_COLON = re.compile(r"[ \t\r\n]*:[ \t\r\n]*")
_NEXT = re.compile(r"[ \t\r\n]*(?:,[ \t\r\n]*(?=[^\]}\s])|(?=[\]}]))")
"""What stands between two items, or between the last one and the end."""

_LARGE = 8 * 1024 * 1024
"""Characters from which on equal keys of several parts are one text, as they are where all is read at once: without,
45 MB take 100 MB of memory more, with, a sixth more time."""


class Parts(NamedTuple):
    """A value, and where the members of its object stand with the items of those that are lists, by their keys."""

    value: Any
    marks: Mapping[str, Mark]


class _NotInPartsError(Exception):
    """This is no object, or no JSON."""


def read_parts(text: str, path: str, *, restore: str = "restore it") -> Parts:
    """Parse JSON whose value is a large object. It takes as long as ``read_json``, and raises what that raises.

    Args:
        text: the file's text.
        path: the file, as the user named it.
        restore: what to do about an empty file.
    """
    try:
        parts = _Reader(text).parts()
    except (ValueError, RecursionError, DuplicateError, NumberError, _NotInPartsError):
        return Parts(read_json(text, path, restore=restore), {})
    check_characters(text, path)
    return parts


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._keys: dict[str, str] = {}
        made = options(text)
        if len(text) > _LARGE:
            made["object_pairs_hook"] = self._object
        self._read = json.JSONDecoder(**made).raw_decode

    def parts(self) -> Parts:
        """Read the object."""
        text = self._text
        value: dict[str, Any] = {}
        marks: dict[str, Mark] = {}
        position = self._after(_GAP, 0)
        open_ = self._first(position, "{")
        at = open_
        while text[at : at + 1] != "}":
            key, end = self._read(text, at)
            if type(key) is not str or key in value:
                raise _NotInPartsError
            start = self._after(_COLON, end)
            value[key], items, end = self._member(start)
            marks[key] = Mark(at, start, items)
            at = self._after(_NEXT, end)
        if self._after(_GAP, at + 1) != len(text):
            raise _NotInPartsError
        return Parts(value, marks)

    def _member(self, start: int) -> tuple[Any, Sequence[int], int]:
        """Return a member's value, where its items start if it is a list, and where it ends."""
        if self._text[start : start + 1] != "[":
            value, end = self._value(start, DEPTH - 1)
            return value, (), end
        items: list[Any] = []
        starts: list[int] = []
        at = self._first(start, "[")
        while self._text[at : at + 1] != "]":
            item, end = self._value(at, DEPTH - 2)
            items.append(item)
            starts.append(at)
            at = self._after(_NEXT, end)
        return items, tuple(starts), at + 1

    def _value(self, start: int, limit: int) -> tuple[Any, int]:
        text = self._text
        value, end = self._read(text, start)
        # Where there are so few brackets, in texts or not, nothing can lie too deep, and there is no walk.
        is_small = end - start <= 2 * limit or text.count("{", start, end) + text.count("[", start, end) <= limit
        if not is_small and is_deeper_than(value, limit):
            raise _NotInPartsError
        return value, end

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Make an object whose keys are shared with those of other parts."""
        shared = self._keys.setdefault
        value = {shared(key, key): each for key, each in pairs}
        if len(value) != len(pairs):
            raise DuplicateError
        return value

    def _first(self, start: int, opener: str) -> int:
        if self._text[start : start + 1] != opener:
            raise _NotInPartsError
        return self._after(_GAP, start + 1)

    def _after(self, pattern: re.Pattern[str], position: int) -> int:
        match = pattern.match(self._text, position)
        if match is None:
            raise _NotInPartsError
        return match.end()
