"""Texts side by side: word by word, or line by line for code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

from xogen.diff.align import align
from xogen.model.diff import Piece

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_LONG = 6_000
"""Signs of a text beyond which it is compared by lines."""
_ALIKE = 0.3
"""Texts that share a smaller part of their words are shown whole, one after the other."""

What = Literal["same", "added", "removed"]


def by_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return what stayed, went and came, in words. Texts of little in common are one replaced by the other."""
    if len(old) + len(new) > _LONG:
        return by_lines(old, new)
    before, after = _WORD.findall(old), _WORD.findall(new)
    matches = align(before, after)
    same = sum(len(before[one]) for one, _ in matches if not before[one].isspace())
    if same < _ALIKE * max(_letters(before), _letters(after)):
        return _pieces((("removed", old), ("added", new)))
    return _joined(list(_steps(before, after, matches)))


def by_lines(old: str, new: str) -> tuple[Piece, ...]:
    """Return what stayed, went and came, in whole lines."""
    before, after = old.split("\n"), new.split("\n")
    steps = _steps(before, after, align(before, after))
    runs = groupby(steps, lambda step: step[0])
    return _pieces((what, "\n".join(text for _, text in run)) for what, run in runs)


def _letters(words: Sequence[str]) -> int:
    return sum(len(word) for word in words if not word.isspace())


def _steps(old: Sequence[str], new: Sequence[str], matches: Sequence[tuple[int, int]]) -> Iterator[tuple[What, str]]:
    one = two = 0
    for first, second in [*matches, (len(old), len(new))]:
        yield from (("removed", text) for text in old[one:first])
        yield from (("added", text) for text in new[two:second])
        if first < len(old):
            yield "same", old[first]
        one, two = first + 1, second + 1


def _joined(steps: Sequence[tuple[What, str]]) -> tuple[Piece, ...]:
    """Join runs; blanks between two changes change with them, so that phrases are replaced, not every second word."""
    gone: list[str] = []
    come: list[str] = []
    pieces: list[tuple[What, str]] = []
    for place, (what, text) in enumerate(steps):
        if what == "removed":
            gone.append(text)
        elif what == "added":
            come.append(text)
        elif text.isspace() and gone and come and _changes(steps, place + 1):
            gone.append(text)
            come.append(text)
        else:
            pieces += [("removed", "".join(gone)), ("added", "".join(come)), ("same", text)]
            gone, come = [], []
    pieces += [("removed", "".join(gone)), ("added", "".join(come))]
    runs = groupby((piece for piece in pieces if piece[1]), lambda piece: piece[0])
    return _pieces((what, "".join(text for _, text in run)) for what, run in runs)


def _changes(steps: Sequence[tuple[What, str]], start: int) -> bool:
    """Whether both a word that went and a word that came follow at once."""
    kinds: set[str] = set()
    for what, _ in steps[start:]:
        if what == "same":
            break
        kinds.add(what)
    return len(kinds) == 2


def _pieces(runs: Iterable[tuple[What, str]]) -> tuple[Piece, ...]:
    return tuple(Piece(what=what, text=text) for what, text in runs)
