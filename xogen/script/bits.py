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
        return sum(1 << number for part, number in self.numbers.items() if part[: len(path)] == path)
