"""Two pieces of plain data (what JSON holds) side by side: the leaves that differ. No recursion, linear but for texts.

Items of a list are told apart by a key that names them, where they have one, and else by what they hold.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from xogen.diff.align import align

ABSENT: Any = type("Absent", (), {"__repr__": lambda _: "absent"})()
"""What stands where nothing is; ``None`` is JSON's null."""

_NAMES = ("refId", "_id", "id", "nodeId", "key", "name", "value", "title", "sentence", "channel", "code", "type")
"""Keys that may name the items of a list, the surest first."""
SETS = frozenset({"utterances", "synonyms", "yes_synonyms", "no_synonyms", "patterns", "mlUtterances", "yes", "no"})
"""Lists, or maps of lists by language, whose order means nothing."""


class Leaf(NamedTuple):
    """One place that differs.

    ``keys`` lead there in the new data, or in the old where it was removed; ``names`` say the same to a person.
    ``moved`` says that a list holds the same in another order.
    """

    keys: tuple[str | int, ...]
    names: tuple[str, ...]
    old: Any
    new: Any
    moved: bool = False


class _Place(NamedTuple):
    keys: tuple[str | int, ...]
    names: tuple[str, ...]
    old: Any
    new: Any

    def at(self, key: str | int, name: str, old: Any, new: Any) -> _Place:  # noqa: ANN401 - plain data
        return _Place((*self.keys, key), (*self.names, name) if name else self.names, old, new)


def leaves(old: Any, new: Any) -> list[Leaf]:  # noqa: ANN401 - plain data
    """Return the places where two pieces of data differ, in the new one's order; none if they are equal."""
    found: list[Leaf] = []
    todo = [_Place((), (), old, new)]
    while todo:
        place = todo.pop()
        if same(place.old, place.new):
            continue
        if isinstance(place.old, Mapping) and isinstance(place.new, Mapping):
            todo += reversed(list(_members(place)))
        elif isinstance(place.old, list | tuple) and isinstance(place.new, list | tuple):
            found += _reordered(place)
            todo += reversed(list(_items(place)))
        else:
            found.append(Leaf(*place))
    return found


def same(old: Any, new: Any) -> bool:  # noqa: ANN401 - plain data
    """Whether two values are equal as JSON: ``1`` is neither ``true`` nor ``1.0``."""
    return bool(old is new or (old == new and (_json(old) == _json(new))))


def _json(value: object) -> str:
    return "" if value is ABSENT else json.dumps(value, sort_keys=True, default=str)


def _members(place: _Place) -> Iterator[_Place]:
    old, new = place.old, place.new
    for key in [*new, *(key for key in old if key not in new)]:
        yield place.at(key, str(key), old.get(key, ABSENT), new.get(key, ABSENT))


def _items(place: _Place) -> Iterator[_Place]:
    old, new = place.old, place.new
    naming = name_key(old, new)
    if naming is not None:
        ones = {item[naming]: (at, item) for at, item in enumerate(old)}
        twos = {item[naming]: (at, item) for at, item in enumerate(new)}
        for name, (at, item) in twos.items():
            yield place.at(at, _called(item, naming), ones[name][1] if name in ones else ABSENT, item)
        for name, (at, item) in ones.items():
            if name not in twos:
                yield place.at(at, _called(item, naming), item, ABSENT)
        return
    for one, two in _pairs(place):
        at = (two if two is not None else one) or 0
        item_old = ABSENT if one is None else old[one]
        item_new = ABSENT if two is None else new[two]
        several = max(len(old), len(new)) > 1 and not (isinstance(item_old, str) or isinstance(item_new, str))
        yield place.at(at, str(at + 1) if several else "", item_old, item_new)


def _pairs(place: _Place) -> Iterator[tuple[int | None, int | None]]:
    old, new = [_json(item) for item in place.old], [_json(item) for item in place.new]
    if is_set(place.names):
        yield from _as_sets(old, new)
        return
    one = two = 0
    for first, second in [*align(old, new), (len(old), len(new))]:
        yield from zip_longest(range(one, first), range(two, second))
        one, two = first + 1, second + 1


def _as_sets(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    left, right = Counter(old), Counter(new)
    gone, come = left - right, right - left
    for at, item in enumerate(old):
        if gone[item] > 0:
            gone[item] -= 1
            yield at, None
    for at, item in enumerate(new):
        if come[item] > 0:
            come[item] -= 1
            yield None, at


def _reordered(place: _Place) -> Iterator[Leaf]:
    """Yield a leaf if what both lists hold stands in another order."""
    old, new = place.old, place.new
    naming = name_key(old, new)
    before: list[Hashable] = [item[naming] if naming else _json(item) for item in old]
    after: list[Hashable] = [item[naming] if naming else _json(item) for item in new]
    if naming is None and Counter(before) != Counter(after):
        return
    there, here = set(after), set(before)
    if [one for one in before if one in there] != [two for two in after if two in here]:
        yield Leaf(place.keys, place.names, list(old), list(new), moved=True)


def is_set(names: Sequence[str]) -> bool:
    """Whether a list of this name has no order: its own name, or that of the map by language it stands in."""
    return any(name in SETS for name in names[-2:])


def name_key(old: Sequence[Any], new: Sequence[Any]) -> str | None:
    """Return the key that names the items of two lists: all have it, each another one, and the most on both sides."""
    items = [*old, *new]
    if not items or not all(isinstance(item, Mapping) for item in items):
        return None
    best, most = None, -1
    for key in _NAMES:
        named = all(isinstance(item.get(key), str) and item[key] for item in items)
        if named and _unique(old, key) and _unique(new, key):
            common = len({item[key] for item in old} & {item[key] for item in new})
            if common > most:
                best, most = key, common
    return best


def _unique(items: Sequence[Mapping[str, Any]], key: str) -> bool:
    return len({item[key] for item in items}) == len(items)


def _called(item: Mapping[str, Any], naming: str) -> str:
    """Return what a person calls an item: by a name rather than by an id."""
    for key in ("name", "lname", "key", "title", "sentence", naming):
        if isinstance(item.get(key), str) and item[key]:
            return str(item[key])
    return str(item[naming])
