"""Values of an export by key: what means the same is taken, what cannot be meant is refused with its pointer.

The platform leaves out what is not set, and writes ``null``, ``""`` or an empty list where it has no object: all are
"nothing". A number where a text stands is its text. Only a value of quite another form is an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xogen.errors import InputError
from xogen.formats.pointers import to_pointer

Json = Mapping[str, Any]
"""An object of an export."""

AGAIN = "export the bot again; if the platform itself writes this, please report it"

_EMPTY: dict[str, Any] = {}

_WORDS = {dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}


class ExportError(InputError):
    """A value of an export is wrong. Whoever has the text turns the pointer into a line.

    Attributes:
        pointer: to the value, from the file's root.
        config: whether it stands in ``config.json``.
    """

    def __init__(self, pointer: str, message: str, *, hint: str | None = None, config: bool = False) -> None:
        """Take the place and what is wrong there."""
        super().__init__(message, hint=hint)
        self.pointer = pointer
        self.config = config


def table(parent: Json, key: str, at: str) -> Json:
    """Return the object under a key, an empty one for nothing.

    Args:
        parent: the object that holds it.
        key: its key.
        at: the pointer to ``parent``.

    Raises:
        ExportError: it is no object.
    """
    value = parent.get(key)
    if type(value) is dict:
        return value
    if value:
        raise refused(f"{at}{to_pointer((key,))}", "an object", value)
    return _EMPTY


def items(parent: Json, key: str, at: str) -> Sequence[Any]:
    """Return the list under a key, an empty one for nothing. Raises as ``table``."""
    value = parent.get(key)
    if type(value) is list:
        return value
    if value:
        raise refused(f"{at}{to_pointer((key,))}", "a list", value)
    return ()


def tables(parent: Json, key: str, at: str) -> Sequence[Json]:
    """Return the list of objects under a key, an empty one for nothing. Raises as ``table``."""
    found = parent.get(key)
    if type(found) is not list:
        return items(parent, key, at)
    for item in found:
        if type(item) is not dict:
            index = next(index for index, each in enumerate(found) if each is item)
            raise refused(f"{at}{to_pointer((key, index))}", "an object", item)
    return found


def text(parent: Json, key: str, at: str) -> str:
    """Return the text under a key, an empty one for nothing. Raises as ``table``."""
    value = parent.get(key)
    if type(value) is str:
        return value
    return "" if value is None else as_text(value, at, key)


def text_below(parent: Json, first: str, second: str, at: str) -> str:
    """Return the text under a key of the object under a key, an empty one for nothing. Raises as ``table``."""
    inner = parent.get(first)
    if inner is None:
        return ""
    if type(inner) is dict:
        value = inner.get(second)
        if type(value) is str:
            return value
    return text(table(parent, first, at), second, f"{at}{to_pointer((first,))}")


def texts(parent: Json, key: str, at: str) -> tuple[str, ...]:
    """Return the list of texts under a key; one text alone is a list of one. Raises as ``table``."""
    value = parent.get(key)
    if type(value) is str:
        return (value,) if value else ()
    found = items(parent, key, at)
    if all(type(item) is str for item in found):
        return tuple(found)
    where = f"{at}{to_pointer((key,))}"
    return tuple([as_text(item, where, index) for index, item in enumerate(found)])


def as_text(value: object, at: str, key: str | int) -> str:
    """Return a value as text: a number and a truth value are theirs, nothing is empty."""
    if isinstance(value, str):
        return value
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    raise refused(f"{at}{to_pointer((key,))}", "a text", value)


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


def refused(pointer: str, wanted: str, value: object) -> ExportError:
    """Return the error that a value is of another form than the platform writes."""
    return ExportError(
        pointer,
        f"{pointer or 'the file'} holds {_WORDS.get(type(value), 'nothing')}; here the platform writes {wanted}",
        hint=AGAIN,
    )
