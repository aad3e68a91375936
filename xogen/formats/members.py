"""Where the members of some containers stand in a JSON text: what ``edits`` cuts and joins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xogen.formats.spans import read_key, skip_space, skip_value

Path = tuple[str, ...]


@dataclass(slots=True)
class Member:
    """A member of an object or an item of an array: ``start`` is where its key starts, ``value`` its value."""

    key: str
    start: int
    value: int
    end: int = 0


@dataclass(slots=True)
class Container:
    """An object or an array, from its opening bracket to behind its closing one."""

    start: int
    array: bool
    end: int = 0
    members: list[Member] = field(default_factory=list)

    def find(self, key: str) -> int | None:
        """Return the index of the member with this key, of an array the item with this number."""
        if self.array:
            plain = key.isascii() and key.isdecimal() and (key == "0" or key[0] != "0")
            return int(key) if plain and int(key) < len(self.members) else None
        return next((index for index, member in enumerate(self.members) if member.key == key), None)


class _Branch:
    """A container that is asked for, or leads to one."""

    __slots__ = ("below", "found")

    def __init__(self) -> None:
        self.below: dict[str, _Branch] = {}
        self.found: Container | None = None


def containers(text: str, paths: Iterable[Path]) -> Mapping[Path, Container]:
    """Return those containers that are there, in one pass over the text; every other value is skipped.

    Args:
        text: JSON that was parsed before; no key stands twice in one object.
        paths: the key paths of containers.

    Raises:
        ValueError: the text is not JSON after all.
    """
    asked = {path: _Branch() for path in ((), *paths)}
    root = asked[()]
    for path in asked:
        branch = root
        for depth, key in enumerate(path, 1):
            branch = branch.below.setdefault(key, asked.get(path[:depth], _Branch()))
    try:
        _walk(text, root)
    except IndexError:
        raise ValueError("the text ends too early: it is no JSON") from None
    return {path: branch.found for path, branch in asked.items() if branch.found is not None}


def _walk(text: str, root: _Branch) -> None:
    position = skip_space(text, 0)
    open_: list[tuple[_Branch, Container]] = []
    branch: _Branch | None = root
    while True:
        if branch is not None and text[position] in "[{":
            container = branch.found = Container(position, array=text[position] == "[")
            open_.append((branch, container))
            position += 1
        else:
            position = skip_value(text, position)
        position = _close(text, position, open_)
        if not open_:
            return
        wanted, container = open_[-1]
        member = _member(text, position, container)
        container.members.append(member)
        position, branch = member.value, wanted.below.get(member.key)


def _close(text: str, position: int, open_: list[tuple[_Branch, Container]]) -> int:
    """Go to where the next member starts, closing what ends before it."""
    while open_:
        container = open_[-1][1]
        if container.members and not container.members[-1].end:
            container.members[-1].end = position
        position = skip_space(text, position)
        if text[position] == ",":
            return skip_space(text, position + 1)
        if text[position] not in "]}":
            return position
        open_.pop()
        position += 1
        container.end = position
    return position


def _member(text: str, position: int, container: Container) -> Member:
    if container.array:
        return Member(str(len(container.members)), position, position)
    read = read_key(text, position)
    if read is None:
        raise ValueError("a key is missing: this is no JSON")
    key, value = read
    return Member(key, position, value)
