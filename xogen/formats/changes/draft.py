"""Edits of one file as they come together: what is put into something new goes into its value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xogen.errors import InputError
from xogen.formats.edits import LAST, AnyEdit, Edit, Insertion, Removal
from xogen.formats.pointers import split_pointer, to_pointer

Keys = tuple[str, ...]


class Draft:
    """The edits of one JSON file. Pointers name places in the file as it is."""

    def __init__(self, data: Any) -> None:  # noqa: ANN401 - a JSON file holds anything
        """Take the whole file's value."""
        self._data = data
        self._set: dict[Keys, tuple[AnyEdit, Any]] = {}
        self._others: dict[AnyEdit | tuple[str, int], AnyEdit] = {}

    @property
    def edits(self) -> tuple[AnyEdit, ...]:
        """What came together."""
        return (*(edit for edit, _ in self._set.values()), *self._others.values())

    @property
    def count(self) -> int:
        """How many edits came together so far."""
        return len(self._set) + len(self._others)

    def value(self, pointer: str) -> Any:  # noqa: ANN401 - a JSON file holds anything
        """Return what stands at a place in the file as it is; ``None`` for nothing."""
        found, rest = self._walk(split_pointer(pointer))
        return None if rest else found

    def put(self, pointer: str, value: object) -> None:
        """Set what stands at a place, and make the objects that lead there.

        Raises:
            InputError: another value was put there before: two edits of one thing contradict.
        """
        keys = split_pointer(pointer)
        before = self._set.get(keys)
        if before is not None and before[1] != value:
            raise InputError(
                f"two edits contradict each other: both are of {pointer} in the export",
                hint="nodes of one ref_id are one component, with one content: edit one of them, or all alike",
            )
        for length in range(1, len(keys)):
            pending = self._set.get(keys[:length])
            if pending is not None:
                _put_inside(pending[1], keys[length:], value)
                return
        found, rest = self._walk(keys)
        if not rest:
            if found != value or type(found) is not type(value):
                self._set[keys] = (Edit(pointer, value), value)
            return
        made = value
        for key in reversed(rest[1:]):
            made = {key: made}
        at = keys[: len(keys) - len(rest) + 1]
        self._set[at] = (Insertion(to_pointer(at), made), made)

    def append(self, pointer: str, value: object) -> None:
        """Put an item behind the last one of a list, which is made where there is none."""
        self.insert(pointer, None, value)

    def insert(self, pointer: str, index: int | None, value: object) -> None:
        """Put an item before one of a list; behind the last one without an index."""
        keys = split_pointer(pointer)
        pending = self._set.get(keys)
        if pending is not None and isinstance(pending[1], list):
            pending[1].append(value)
        elif not isinstance(self.value(pointer), list):
            self.put(pointer, [value])
        else:
            edit = Insertion(f"{pointer}/{LAST if index is None else index}", value)
            self._others[pointer, len(self._others)] = edit

    def remove(self, pointer: str) -> None:
        """Take out what stands at a place; nothing is taken out twice."""
        if not self._walk(split_pointer(pointer))[1]:
            removal = Removal(pointer)
            self._others[removal] = removal

    def _walk(self, keys: Sequence[str]) -> tuple[Any, Keys]:
        """Return the deepest value on the way to a place, and the keys that lead on from it."""
        value = self._data
        for index, key in enumerate(keys):
            if isinstance(value, dict) and key in value:
                value = value[key]
            elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
                value = value[int(key)]
            else:
                return value, tuple(keys[index:])
        return value, ()


def _put_inside(holder: Any, keys: Keys, value: object) -> None:  # noqa: ANN401 - a JSON file holds anything
    for key in keys[:-1]:
        holder = holder[int(key)] if isinstance(holder, list) else holder.setdefault(key, {})
    if isinstance(holder, list):
        holder[int(keys[-1])] = value
    else:
        holder[keys[-1]] = value
