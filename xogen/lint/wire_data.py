"""The JSON of an export for rules that look at what the model has no name for: no type in it is to be relied on.

Every getter returns an empty value where the export holds something else than expected, so that a rule never raises on
what the platform, an editor or a merge wrote.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from xogen.formats.pointers import to_pointer


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object of the export, or an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> Sequence[Any]:
    """Return a list of the export, or an empty one."""
    return value if isinstance(value, list) else ()


def text(value: object) -> str:
    """Return a text of the export, or an empty one."""
    return value if isinstance(value, str) else ""


def number(value: object) -> float | None:
    """Return a number, also one that stands in quotes; ``None`` for all else."""
    if isinstance(value, str):
        return float(value) if value.strip().isdecimal() and len(value) < 16 else None
    return (
        float(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15 else None
    )


def path(value: object, *keys: str) -> Any:  # noqa: ANN401 - any JSON
    """Return what stands at a key path, or ``None``."""
    for key in keys:
        value = mapping(value).get(key)
    return value


class Part(NamedTuple):
    """One object of the export and where it stands."""

    value: Mapping[str, Any]
    keys: tuple[str | int, ...]

    def pointer(self, *more: str | int) -> str:
        """Return the pointer to it, or to a place in it."""
        return to_pointer((*self.keys, *more))

    def text(self, key: str) -> str:
        """Return a text of it, or an empty one."""
        value = self.value.get(key)
        return value if isinstance(value, str) else ""

    def first(self, key: str) -> Part | None:
        """Return the first object of a list in it."""
        for index, item in enumerate(listed(self.value.get(key))):
            if isinstance(item, dict):
                return Part(item, (*self.keys, key, index))
        return None

    def parts(self, *keys: str) -> tuple[Part, ...]:
        """Return the objects of a list in it."""
        value = self.value.get(keys[0]) if len(keys) == 1 else path(self.value, *keys)
        return parts(value, *self.keys, *keys) if value else ()


def parts(value: object, *keys: str | int) -> tuple[Part, ...]:
    """Return the objects of a list, with their places."""
    return tuple([Part(item, (*keys, index)) for index, item in enumerate(listed(value)) if isinstance(item, dict)])


def in_one_line(value: object) -> str:
    """Return JSON in one line. Nothing that was read is too deep for it: readers limit the depth."""
    return json.dumps(value, ensure_ascii=False)


def few(names: Iterable[str], most: int = 3) -> str:
    """Name some of many: ``a, b``, ``e.g. a, b, c``; a repeated name once."""
    different: dict[str, None] = {}
    for name in names:
        different[name] = None
        if len(different) > most:
            break
    return ("e.g. " if len(different) > most else "") + ", ".join(list(different)[:most])


def duplicates(pairs: Iterable[tuple[str, Part]]) -> Iterator[tuple[str, Part, Part]]:
    """Yield each key that comes again, with its place and the first one. Empty keys do not count."""
    first: dict[str, Part] = {}
    for key, part in pairs:
        before = first.setdefault(key, part) if key else part
        if before is not part:
            yield key, part, before
