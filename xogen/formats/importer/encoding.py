"""Percent-encoded texts, decoded leniently: the same field is encoded in one bot and plain in another."""

from __future__ import annotations

import re
from binascii import a2b_qp

_ASCII = re.compile(r"[\x00-\x7f]+")
_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def decode(text: str) -> str:
    """Return a text as its author wrote it. A ``%`` that encodes nothing stays: ``100% off``.

    What stands beside ASCII characters as it is, is no part of an encoded character.
    """
    if "%" not in text:
        return text
    return _decoded(text) if text.isascii() else _ASCII.sub(lambda match: _decoded(match[0]), text)


def _decoded(text: str) -> str:
    """Decode ASCII text. Quoted-printable is the same code with ``=`` for ``%``, and is decoded in C."""
    made = a2b_qp(text.replace("=", "=3D").replace("%", "="))
    # Each escape is two characters shorter afterwards, and nothing else is but the line break after a lone ``%``.
    if len(made) != len(text) - 2 * text.count("%") or "%\n" in text or "%\r" in text:
        made = a2b_qp(_NO_ESCAPE.sub("%25", text).replace("=", "=3D").replace("%", "="))
    return made.decode(errors="replace")
