"""Sets of paths as numbers, a bit for each path: whether a value is there is asked at every use in a script."""

from __future__ import annotations

PathKey = tuple[str, ...]
CONTAINERS: frozenset[PathKey] = frozenset(
    {("context",), ("context", "entities"), ("context", "session")}
    | {("context", "session", store) for store in
       ("BotUserSession", "UserSession", "UserContext", "BotContext", "EnterpriseContext")}
)  # fmt: skip
"""Parts of the context that the platform itself always provides."""


class PathBits:
    """The bits of the paths that a script sets, and of those they stand in.

    Attributes:
        numbers: the bit of each path.
    """

    def __init__(self) -> None:
        """Begin without any."""
        self.numbers: dict[PathKey, int] = {}
        self._inside: dict[PathKey, int] = {}
        self._sorted = 0

    def gained(self, path: PathKey) -> int:
        """Return what is surely there once a path is set: the path and the parts it stands in. They get their bits."""
        numbers = self.numbers
        gained = 1 << numbers.setdefault(path, len(numbers))
        for length in range(2, len(path)):
            part = path[:length]
            if part not in CONTAINERS:
                gained |= 1 << numbers.setdefault(part, len(numbers))
        return gained

    def known(self, path: PathKey) -> int:
        """Return the paths with which a value is there, too."""
        numbers, known = self.numbers, 0
        for length in range(1, len(path) + 1):
            number = numbers.get(path[:length])
            if number is not None:
                known |= 1 << number
        return known

    def lost(self, path: PathKey) -> int:
        """Return what is gone once a path is deleted."""
        # Sorted once: all that a script sets is known before it is asked what its deletes take away.
        if self._sorted < len(self.numbers):
            for part, number in list(self.numbers.items())[self._sorted :]:
                for length in range(1, len(part) + 1):
                    self._inside[part[:length]] = self._inside.get(part[:length], 0) | 1 << number
            self._sorted = len(self.numbers)
        return self._inside.get(path, 0)
