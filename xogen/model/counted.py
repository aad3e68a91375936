"""How many of something, as a person says it."""

from __future__ import annotations

_VOWELS = "aeiou"


def counted(number: int, word: str) -> str:
    """Return ``1 node``, ``2 nodes``, ``2 entities``, ``2 days``."""
    if number == 1:
        return f"1 {word}"
    is_short = word.endswith("y") and word[-2:-1] not in _VOWELS
    return f"{number} {word[:-1]}ies" if is_short else f"{number} {word}s"
