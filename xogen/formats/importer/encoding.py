"""Percent-encoded texts, decoded leniently: the same field is encoded in one bot and plain in another."""

from __future__ import annotations

from urllib.parse import unquote


def decode(text: str) -> str:
    """Return a text as its author wrote it. A ``%`` that encodes nothing stays: ``100% off``."""
    return unquote(text) if "%" in text else text
