"""Places as people count them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate


class Lines:
    """Turns character offsets into lines and columns (from 1)."""

    def __init__(self, source: str) -> None:
        """Take a source."""
        self._starts = list(accumulate([len(line) + 1 for line in source.split("\n")[:-1]], initial=0))

    def place(self, character: int) -> tuple[int, int]:
        """Return line and column of a character offset."""
        line = bisect_right(self._starts, character)
        return line, character - self._starts[line - 1] + 1
