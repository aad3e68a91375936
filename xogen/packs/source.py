"""A file of a pack, as it was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a pack: its path as messages name it, and its text."""

    path: str
    text: str
