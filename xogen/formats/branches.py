"""What is looked for in a text by JSON pointers, as one tree."""

from __future__ import annotations

from collections.abc import Sequence

from xogen.formats.pointers import split_pointer


class Branch:
    """A value that is looked for, or leads to one: where it was found, and what is looked for below it.

    Paths are never written out, so that a deep text costs what it holds and not its square.
    """

    __slots__ = ("below", "offset")

    def __init__(self) -> None:
        """Make one that was not found yet, with nothing below."""
        self.below: dict[str, Branch] = {}
        self.offset: int | None = None


def grow(root: Branch, pointer: str) -> list[Branch]:
    """Return the branches on the way to a value, the root first; those that are not there yet are made."""
    branch, way = root, [root]
    for key in split_pointer(pointer):
        below = branch.below.get(key)
        if below is None:
            below = branch.below[key] = Branch()
        way.append(below)
        branch = below
    return way


def nearest_offset(branches: Sequence[Branch]) -> int:
    """Return where the last of these was found; the first is the text's own, which is always there."""
    return next(branch.offset for branch in reversed(branches) if branch.offset is not None)
