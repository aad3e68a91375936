"""The nearest right name, for messages that say "did you mean"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_DIGITS = re.compile(r"(?<=\D)\d{4}$")
_KEPT = 256
"""Answers that are kept: a wrong name is mostly written in several places."""


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that ``word`` most likely meant, or ``None``. Case is ignored; ties go by alphabet."""
    return _nearest(word, tuple(sorted(choices)))


@lru_cache(maxsize=_KEPT)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches

    by_fold = {choice.casefold(): choice for choice in reversed(known)}
    close = get_close_matches(word.casefold(), sorted(by_fold), n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def only_nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the one choice that ``word`` can have meant; ``None`` where none is very near, or two are."""
    return _only_nearest(word, tuple(sorted(set(choices))))


@lru_cache(maxsize=_KEPT)
def _only_nearest(word: str, known: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches

    same = [choice for choice in known if _plain(choice) == _plain(word)]
    close = same or get_close_matches(word, known, n=2, cutoff=0.8)
    return close[0] if len(close) == 1 else None


def _plain(name: str) -> str:
    """Return a name without what people change in it and mean the same: case, and the platform's four digits."""
    return _DIGITS.sub("", name).casefold()


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` or ``; there are: a, b`` for a short list, or nothing."""
    known = tuple(sorted(choices))
    match = _nearest(word, known)
    if match is not None:
        return f"; did you mean {match!r}?"
    return f"; there are: {', '.join(known)}" if 0 < len(known) <= 12 else ""
