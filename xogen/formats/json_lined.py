"""JSON read by a faster parser, and what it read is proven: as exports, which are large, are read.

That parser takes a key that stands twice, and rounds long numbers. So its value is written again, with a line for each
value in it: where both texts are the same but for spaces, nothing got lost. Where they are the same line by line, too,
as those of the platform are, the lines that were written here tell where a value stands in the text.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

import orjson

from xogen.formats.json_source import DEPTH

_ESCAPE = re.compile(rb"\\u[dD][89abAB]..\\u....|\\u....")
_MOST_ESCAPES = 64
"""Different characters that are spelt by their numbers; with more, the other parser is as fast."""
_DEEPEST = b"\n" + b"  " * DEPTH
"""What stands before a value in as many levels as there may be. Whether it is one more, is seen by the other parser."""


class Lined(NamedTuple):
    """A text with a line for each value, the same lines as ``lined`` writes them, and the value."""

    text: bytes
    lines: bytes
    value: Any


class Proven(NamedTuple):
    """What a text says, and its lines, if it has one for each value."""

    value: Any
    lined: Lined | None = None


def read_proven(data: bytes) -> Proven | None:
    """Parse JSON, or return ``None`` where it has to be read with more care, as it is where anything is wrong with it.

    Args:
        data: the text in UTF-8, without a byte order mark.
    """
    try:
        value = orjson.loads(data)
        lines = lined(value)
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return None
    if _DEEPEST in lines:
        return None
    found, written = data.translate(None, b" \t\r").rstrip(b"\n"), lines.translate(None, b" ")
    if found != written and b"\\u" in found:
        written = _respelt(written, found)
    if found == written:
        return Proven(value, Lined(data, lines, value))
    is_same = found.translate(None, b"\n") == written.translate(None, b"\n")
    return Proven(value) if is_same else None


def lined(value: object) -> bytes:
    """Write a value with a line for each value in it, two spaces further in than what that stands in."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2)


def _respelt(written: bytes, found: bytes) -> bytes:
    """Spell characters beyond ASCII by their numbers, if they are spelt so in the other text."""
    escapes = set(_ESCAPE.findall(found))
    if len(escapes) > _MOST_ESCAPES:
        return written
    for escape in sorted(escapes):
        try:
            character = json.loads(b'"%b"' % escape).encode()
        except ValueError:  # not an escape, but what follows a backslash
            continue
        if not character.isascii():
            written = written.replace(character, escape)
    return written
