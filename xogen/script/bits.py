"""Sets of paths as numbers, a bit for each path: whether a value is there is asked at every use in a script."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

PathKey = tuple[str, ...]
Effect = tuple[Literal["read", "write", "delete", "call"], PathKey]
CONTAINERS: frozenset[PathKey] = frozenset(
    {("context",), ("context", "entities"), ("context", "session")}
    | {("context", "session", store) for store in
       ("BotUserSession", "UserSession", "UserContext", "BotContext", "EnterpriseContext")}
)  # fmt: skip
"""Parts of the context that the platform itself always provides."""


class PathBits:
    """The bits of the paths that a script writes, and of those they stand in.

    Attributes:
        numbers: the bit of each path.
        written: the bits of what is written anywhere; what is only called does not count.
    """

    def __init__(self, effects: Iterable[Effect]) -> None:
        """Give a bit to all that the effects of a script write."""
        self.numbers: dict[PathKey, int] = {}
        self._gains: dict[PathKey, int] = {}
        self.written = 0
        for kind, path in effects:
            if kind in {"write", "call"}:
                self._gains[path] = self._gains.get(path) or self._new(path)
                self.written |= self._gains[path] if kind == "write" else 0

    def _new(self, path: PathKey) -> int:
        gained = 0
        for length in range(min(2, len(path)), len(path) + 1):
            part = path[:length]
            if length == len(path) or part not in CONTAINERS:
                gained |= 1 << self.numbers.setdefault(part, len(self.numbers))
        return gained

    def gained(self, path: PathKey) -> int:
        """Return what is surely there once a path is written: the path and the parts it stands in."""
        return self._gains[path]

    def known(self, path: PathKey) -> int:
        """Return the paths with which a value is there, too."""
        numbers = self.numbers
        parts = (path[:length] for length in range(1, len(path) + 1))
        return sum(1 << numbers[part] for part in parts if part in numbers)

    def lost(self, path: PathKey) -> int:
        """Return what is gone once a path is deleted."""
        return sum(1 << number for part, number in self.numbers.items() if part[: len(path)] == path)
