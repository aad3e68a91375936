"""RFC 6901 JSON pointers: the name of a place in a JSON value."""

from __future__ import annotations

from collections.abc import Iterable

from xogen.model.pointers import escape


def to_pointer(keys: Iterable[str | int]) -> str:
    """Return the pointer of a key path: ``("nodes", 0, "a/b")`` is ``/nodes/0/a~1b``."""
    parts = ["", *map(str, keys)]
    pointer = "/".join(parts)
    if "~" in pointer or pointer.count("/") >= len(parts):
        return "/".join(map(escape, parts))
    return pointer


def split_pointer(pointer: str) -> tuple[str, ...]:
    """Return the keys of a pointer. The empty pointer names the whole document."""
    if not pointer:
        return ()
    parts = pointer.removeprefix("/").split("/")
    return tuple([part.replace("~1", "/").replace("~0", "~") for part in parts] if "~" in pointer else parts)
