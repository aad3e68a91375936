"""Values by a path of the context, found by the paths that stand in theirs or that theirs stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import merge
from typing import Generic, TypeVar

Path = tuple[str, ...]
T = TypeVar("T")


class PathIndex(Generic[T]):
    """Values by path. Keeps their order; what is asked costs what is found."""

    def __init__(self, pairs: Iterable[tuple[Path, T]]) -> None:
        """Put each value under its path and all that this path stands in."""
        self._at: defaultdict[Path, list[tuple[int, T]]] = defaultdict(list)
        self._under: defaultdict[Path, list[tuple[int, T]]] = defaultdict(list)
        for number, (path, value) in enumerate(pairs):
            self._at[path].append((number, value))
            for length in range(len(path) + 1):
                self._under[path[:length]].append((number, value))

    def under(self, path: Path) -> Iterator[T]:
        """Yield the values whose paths begin with this one."""
        return (value for _, value in self._under.get(path, ()))

    def overlapping(self, path: Path) -> Iterator[T]:
        """Yield the values whose paths begin with this one, or that it begins with."""
        above = [self._at[path[:length]] for length in range(len(path)) if path[:length] in self._at]
        found = (self._under.get(path, []), *above)
        return (value for _, value in (merge(*found, key=_number) if above else found[0]))


def _number(entry: tuple[int, object]) -> int:
    return entry[0]
