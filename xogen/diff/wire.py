"""An export's JSON beside its dialogs: where each node's stub and component stand, and ids made comparable."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from xogen.diff.parts import Part
from xogen.diff.plain import ID, Leaf
from xogen.formats.pointers import split_pointer
from xogen.model.bot import BotExport

NODES, DIALOGS = "nodes", "dialogs"
COMPONENTS = ("dialogComponents", "components")
"""Where components stand: in a bot, and in the single dialog of 2017."""
_IDS = ("_id", "refId", "nodeId")
_NAMES = ("name", "lname", "key", "taskName")


class Wire:
    """One export as the platform wrote it."""

    def __init__(self, bot: BotExport, data: Mapping[str, Any] | None = None) -> None:
        """Take an export, and its JSON if that is not the export's own."""
        self.bot = bot
        self.data = bot.data if data is None else data
        self.key = next((key for key in COMPONENTS if isinstance(self.data.get(key), list)), COMPONENTS[0])
        self.components: Sequence[Any] = self.data.get(self.key) or ()
        self._places: dict[str, int] = {}
        self._stubs: dict[tuple[int, int], str] = {}
        for index, component in enumerate(self.components):
            if isinstance(component, Mapping) and isinstance(component.get("_id"), str):
                self._places.setdefault(component["_id"], index)

    def value(self, pointer: str) -> Any:  # noqa: ANN401 - any JSON
        """Return what a pointer into the file leads to."""
        value: Any = self.data
        for key in split_pointer(pointer.removeprefix(self.bot.prefix)):
            value = value[int(key)] if isinstance(value, list) else value[key]
        return value

    def stub(self, dialog: int, part: Part) -> str:
        """Return the pointer of a node's stub."""
        key = dialog, part.index
        if key not in self._stubs:
            self._stubs[key] = self.bot.dialogs[dialog].locate(part.pointer)
        return self._stubs[key]

    def component(self, stub: Any) -> int | None:  # noqa: ANN401 - any JSON
        """Return the index of a stub's component."""
        if not isinstance(stub, Mapping):
            return None
        named, index = stub.get("componentId"), stub.get("componentIndex")
        if isinstance(named, str):
            return self._places.get(named)
        return index if type(index) is int and 0 <= index < len(self.components) else None

    def component_pointer(self, index: int) -> str:
        """Return the pointer of a component."""
        return f"{self.bot.prefix}/{self.key}/{index}"


class SameIds:
    """Tells whether two ids stand for one thing: its own id in both files, or one that both name and neither holds."""

    def __init__(self, old: Any, new: Any, found: Iterable[Leaf]) -> None:  # noqa: ANN401 - any JSON
        """Take both files, and the places outside of dialogs where they differ."""
        self._files = old, new
        self._own: tuple[frozenset[str], frozenset[str]] | None = None
        self._there: dict[object, object] = {}
        self._back: dict[object, object] = {}
        for leaf in found:
            if leaf.keys and leaf.keys[-1] in _IDS and isinstance(leaf.old, str) and isinstance(leaf.new, str):
                self._there[leaf.old] = leaf.new
                self._back[leaf.new] = leaf.old

    def __call__(self, old: object, new: object) -> bool:
        """Return whether an old and a new id are one."""
        if not (isinstance(old, str) and isinstance(new, str) and ID.fullmatch(old) and ID.fullmatch(new)):
            return False
        if old in self._there or new in self._back:
            return self._there.get(old) == new and self._back.get(new) == old
        if self._own is None:
            self._own = own_ids(self._files[0]), own_ids(self._files[1])
        if any(each in own for own in self._own for each in (old, new)):
            return False
        self._there[old], self._back[new] = new, old
        return True


def own_ids(value: Any) -> frozenset[str]:  # noqa: ANN401 - any JSON
    """Return the ids that objects have of their own."""
    found: set[str] = set()
    todo = [value]
    while todo:
        current = todo.pop()
        if isinstance(current, Mapping):
            found.update(each for _, each in ids_of(current))
            todo += [each for each in current.values() if isinstance(each, dict | list)]
        else:
            todo += [each for each in current if isinstance(each, dict | list)]
    return frozenset(found)


def ids_of(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON
    """Yield the ids of an object by their keys."""
    if isinstance(value, Mapping):
        yield from ((key, value[key]) for key in _IDS if isinstance(value.get(key), str) and value[key])


def paired_ids(old: Any, new: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON
    """Yield the ids of two objects that correspond, side by side."""
    there = dict(ids_of(new))
    yield from ((value, there[key]) for key, value in ids_of(old) if key in there)


def listed_ids(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the ids of what two exports list by name, such as namespaces and forms, side by side."""
    yield from paired_ids(old, new)
    for key, items in old.items():
        others = new.get(key)
        if key in {DIALOGS, *COMPONENTS} or not isinstance(items, list) or not isinstance(others, list):
            continue
        for naming in _NAMES:
            ones, twos = _by_name(items, naming), _by_name(others, naming)
            for name, item in ones.items():
                if name in twos:
                    yield from paired_ids(item, twos[name])


def _by_name(items: Sequence[Any], naming: str) -> Mapping[str, Any]:
    """Return objects by a name that no other has."""
    found: dict[str, Any] = {}
    for item in items:
        if isinstance(item, Mapping) and isinstance(item.get(naming), str):
            found[item[naming]] = None if item[naming] in found else item
    return {name: item for name, item in found.items() if item is not None}


def translated(data: Mapping[str, Any], ids: Mapping[str, str]) -> Mapping[str, Any]:
    """Return JSON with other ids wherever they stand: as values, in lists, as keys."""

    def swapped(value: Any) -> Any:  # noqa: ANN401 - any JSON
        return ids.get(value, value) if isinstance(value, str) else value

    def swap(item: dict[str, Any]) -> dict[str, Any]:
        return {
            ids.get(key, key): [swapped(one) for one in value] if isinstance(value, list) else swapped(value)
            for key, value in item.items()
        }

    found: Mapping[str, Any] = json.loads(json.dumps(data), object_hook=swap)
    return found
