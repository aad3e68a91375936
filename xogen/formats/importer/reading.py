"""Values of an export by key: what means the same is taken, what cannot be meant is refused with its pointer.

The platform leaves out what is not set, and writes ``null``, ``""`` or an empty list where it has no object: all are
"nothing". A number where a text stands is its text. Only a value of quite another form is an error.

Readers carry no pointers: where an object stands is looked for once there is an error to report (``faults``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xogen.formats.importer.faults import refused

Json = Mapping[str, Any]
"""An object of an export."""

_EMPTY: dict[str, Any] = {}


def table(parent: Json, key: str) -> Json:
    """Return the object under a key, an empty one for nothing.

    Args:
        parent: the object that holds it.
        key: its key.

    Raises:
        ExportError: it is no object.
    """
    value = parent.get(key)
    if type(value) is dict:
        return value
    if value:
        raise refused(parent, (key,), "an object", value)
    return _EMPTY


def items(parent: Json, key: str) -> Sequence[Any]:
    """Return the list under a key, an empty one for nothing. Raises as ``table``."""
    value = parent.get(key)
    if type(value) is list:
        return value
    if value:
        raise refused(parent, (key,), "a list", value)
    return ()


def tables(parent: Json, key: str) -> Sequence[Json]:
    """Return the list of objects under a key, an empty one for nothing. Raises as ``table``."""
    found = parent.get(key)
    if type(found) is not list:
        return items(parent, key)
    for item in found:
        if type(item) is not dict:
            index = next(index for index, each in enumerate(found) if each is item)
            raise refused(parent, (key, index), "an object", item)
    return found


def text(parent: Json, key: str) -> str:
    """Return the text under a key, an empty one for nothing. Raises as ``table``."""
    value = parent.get(key)
    if type(value) is str:
        return value
    return "" if value is None else as_text(value, parent, key)


def text_below(parent: Json, first: str, second: str) -> str:
    """Return the text under a key of the object under a key, an empty one for nothing. Raises as ``table``."""
    inner = parent.get(first)
    if inner is None:
        return ""
    if type(inner) is not dict:
        inner = table(parent, first)
    value = inner.get(second)
    if type(value) is str:
        return value
    return "" if value is None else as_text(value, inner, second)


def texts(parent: Json, key: str) -> tuple[str, ...]:
    """Return the list of texts under a key; one text alone is a list of one. Raises as ``table``."""
    value = parent.get(key)
    if type(value) is str:
        return (value,) if value else ()
    found = items(parent, key)
    if all(type(item) is str for item in found):
        return tuple(found)
    return tuple([as_text(item, parent, key, index) for index, item in enumerate(found)])


def as_text(value: object, holder: object, *keys: str | int) -> str:
    """Return a value as text: a number and a truth value are theirs, nothing is empty.

    Args:
        value: of any form.
        holder: the object that holds it.
        keys: the way there from its holder.

    Raises:
        ExportError: it is an object or a list.
    """
    if isinstance(value, str):
        return value
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    raise refused(holder, keys, "a text", value)


def flag(parent: Json, key: str) -> bool:
    """Return whether a flag is set. The platform writes some as texts."""
    value = parent.get(key)
    return value is True or value == "true"


def number(value: object) -> float | None:
    """Return a number, also one that is written as text; ``None`` for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value if abs(value) < _LARGE else None
    if isinstance(value, str) and len(value) < _LONG:
        try:
            return number(float(value))
        except ValueError:
            return None
    return None


_LARGE, _LONG = 1e9, 40
"""No measure on a canvas and no count of seconds is larger; NaN is not smaller than anything."""
