"""Which items of two lists are the same one: equal items first, then those that stand in one place between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

_MOST = 2_000
"""Items up to which lists are matched; longer ones are taken item by item."""


class Pair(NamedTuple):
    """An item of the old list and one of the new, ``None`` for none; ``at`` is where in the old list a new one goes."""

    old: int | None
    new: int | None
    at: int


def aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Yield pairs of indexes: same items, changed ones, those that are gone and those that are new.

    Args:
        old: a text for each item, equal for equal items.
        new: the same of the new list.
    """
    if max(len(old), len(new)) > _MOST:
        yield from _block(range(len(old)), range(len(new)), len(old))
        return
    for _, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield from _block(range(start, end), range(first, last), end)


def _block(old: range, new: range, after: int) -> Iterator[Pair]:
    for before, now in zip_longest(old, new):
        yield Pair(before, now, after if before is None else before)
