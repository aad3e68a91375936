"""What is wrong with an export: told by the object that holds it, whose pointer is looked for when it is to be said.

Nearly all exports are sound. So nobody who reads them writes pointers that nobody asks for.
"""

from __future__ import annotations

from collections.abc import Iterable

from xogen.errors import InputError
from xogen.formats.pointers import to_pointer

AGAIN = "export the bot again; if the platform itself writes this, please report it"

_WORDS = {dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}

Keys = tuple[str | int, ...]


class ExportError(InputError):
    """A value of an export is wrong. Whoever has the text turns the pointer into a line.

    Attributes:
        pointer: to the value, from the file's root; known after ``find``.
        config: whether it stands in ``config.json``.
    """

    def __init__(self, holder: object, keys: Keys, said: str) -> None:
        """Take what is wrong.

        Args:
            holder: the object or list that holds the value.
            keys: the way from there to the value.
            said: the message; what it calls ``{place}`` becomes the pointer.
        """
        super().__init__(said, hint=AGAIN)
        self.pointer = ""
        self.config = False
        self._holder = holder
        self._keys = keys

    def find(self, data: object, config: object) -> None:
        """Look for the value, and say where it stands.

        Args:
            data: the definition, as it was parsed.
            config: the same of ``config.json``.
        """
        way = _way_to(self._holder, data)
        if way is None:
            way = _way_to(self._holder, config)
            self.config = way is not None
        self.pointer = to_pointer((*(way or ()), *self._keys))
        self.message = self.message.replace("{place}", self.pointer or "the file")


def refused(holder: object, keys: Keys, wanted: str, value: object) -> ExportError:
    """Return the error that a value is of another form than the platform writes."""
    held = _WORDS.get(type(value), "nothing")
    return ExportError(holder, keys, f"{{place}} holds {held}; here the platform writes {wanted}")


def _way_to(wanted: object, root: object) -> Keys | None:
    """Return the keys that lead to an object, told by its identity: others may hold the same."""
    seen: list[tuple[object, int, str | int]] = [(root, 0, "")]
    # The list grows meanwhile: each object comes with its holder's place in it, and its key there.
    for place, (value, _, _) in enumerate(seen):
        if value is wanted:
            return _keys_to(place, seen)
        inside: Iterable[tuple[str | int, object]] = ()
        if isinstance(value, dict):
            inside = value.items()
        elif isinstance(value, list):
            inside = enumerate(value)
        seen += [(each, place, key) for key, each in inside if isinstance(each, dict | list)]
    return None


def _keys_to(place: int, seen: list[tuple[object, int, str | int]]) -> Keys:
    keys = []
    while place:
        _, place, key = seen[place]
        keys.append(key)
    return tuple(reversed(keys))
