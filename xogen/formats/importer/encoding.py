"""Percent-encoded texts, decoded leniently: the same field is encoded in one bot and plain in another."""

from __future__ import annotations

from urllib.parse import unquote

_COMMON = tuple((f"%{ord(character):02X}", character) for character in ' "{}\n\r\t=;,:/[]<>&|+?`$\\@#')
"""What most escapes of a script are. None is a hexadecimal digit or ``%``, so that none can make another escape."""

_LONG = 100
"""Characters from which on taking the common escapes out first is faster: three times in a script."""


def decode(text: str) -> str:
    """Return a text as its author wrote it. A ``%`` that encodes nothing stays: ``100% off``."""
    if "%" not in text:
        return text
    if len(text) > _LONG:
        for escape, character in _COMMON:
            text = text.replace(escape, character)
    return unquote(text) if "%" in text else text
