"""Percent-encoded texts, decoded leniently: the same field is encoded in one bot and plain in another."""

from __future__ import annotations

import re
from binascii import a2b_qp

_ASCII = re.compile(r"[\x00-\x7f]+")
_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def decode(text: str) -> str:
    """Return a text as its author wrote it. A ``%`` that encodes nothing stays: ``100% off``."""
    return _ASCII.sub(_decoded, text) if "%" in text else text


def _decoded(match: re.Match[str]) -> str:
    """Decode a run of ASCII characters: what stands beside them as it is, is no part of an encoded character.

    Quoted-printable is the same code with ``=`` for ``%``, and decoded in a quarter of the time of ``unquote``.
    """
    sound = _NO_ESCAPE.sub("%25", match[0])
    return a2b_qp(sound.replace("=", "=3D").replace("%", "=")).decode(errors="replace")
