"""Two pieces of plain data (what JSON holds) side by side: the leaves that differ. No recursion, linear but for texts.

Items of a list are told apart by a key that names them, where they have one, and else by what they hold.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from xogen.diff.align import align

ABSENT: Any = type("Absent", (), {"__repr__": lambda _: "absent"})()
"""What stands where nothing is; ``None`` is JSON's null."""

_NAMES = ("refId", "_id", "id", "nodeId", "key", "name", "value", "title", "sentence", "channel", "code", "type")
"""Keys that may name the items of a list, the surest first."""
_SURE = frozenset(_NAMES[:6])
_UUID = r"(?:[a-z]{1,8}-)*(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{24})"
ID = re.compile(_UUID, re.IGNORECASE)
"""What the platform's ids look like (facts: xo-export-format 2.2)."""
_ANY_ID = re.compile(rf'(?<=")(?:{_UUID})(?=")', re.IGNORECASE)
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
    if old is new:
        return True
    if isinstance(old, str) or isinstance(new, str):
        return bool(old == new)
    return bool(old == new) and _json(old) == _json(new)


def _json(value: object) -> str:
    return "" if value is ABSENT else json.dumps(value, sort_keys=True, default=str)


def _members(place: _Place) -> Iterator[_Place]:
    old, new = place.old, place.new
    for key in [*new, *(key for key in old if key not in new)]:
        yield place.at(key, str(key), old.get(key, ABSENT), new.get(key, ABSENT))


def _items(place: _Place) -> Iterator[_Place]:
    old, new = place.old, place.new
    naming = name_key(old, new)
    several = max(len(old), len(new)) > 1
    for one, two in _named(old, new, naming) if naming is not None else _pairs(place):
        at = (two if two is not None else one) or 0
        item_old = ABSENT if one is None else old[one]
        item_new = ABSENT if two is None else new[two]
        item = item_old if two is None else item_new
        if isinstance(item, Mapping):
            name = _called(item, naming) or (str(at + 1) if several else "")
        else:
            name = "" if isinstance(item, str) or not several else str(at + 1)
        yield place.at(at, name, item_old, item_new)


Pair = tuple[int | None, int | None]


def _named(old: Sequence[Any], new: Sequence[Any], naming: str) -> Iterator[Pair]:
    """Yield items side by side by their names, and the others by what they hold beside their ids."""
    ones = {item[naming]: at for at, item in enumerate(old)}
    twos = {item[naming]: at for at, item in enumerate(new)}
    gone = [at for name, at in ones.items() if name not in twos]
    come = [at for name, at in twos.items() if name not in ones]
    more = dict(_blindly([old[at] for at in gone], [new[at] for at in come]))
    back = {come[two]: gone[one] for one, two in more.items()}
    for name, at in twos.items():
        yield ones.get(name, back.get(at)), at
    yield from ((at, None) for at in gone if at not in back.values())


def _blindly(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """Yield items that are equal but for ids, as they follow each other."""
    waiting: dict[str, list[int]] = {}
    for at, item in enumerate(new):
        waiting.setdefault(_blind(item), []).append(at)
    for queue in waiting.values():
        queue.reverse()
    for at, item in enumerate(old):
        queue = waiting.get(_blind(item), [])
        if queue:
            yield at, queue.pop()


def _blind(value: Any) -> str:  # noqa: ANN401 - plain data
    return _ANY_ID.sub("*", _json(value))


def _pairs(place: _Place) -> Iterator[Pair]:
    if is_set(place.names):
        yield from _as_sets([_json(item) for item in place.old], [_json(item) for item in place.new])
        return
    old, new = [_blind(item) for item in place.old], [_blind(item) for item in place.new]
    one = two = 0
    for first, second in [*align(old, new), (len(old), len(new))]:
        yield from zip_longest(range(one, first), range(two, second))
        if first < len(old):
            yield first, second
        one, two = first + 1, second + 1


def _as_sets(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
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
    """Return the key that names the items of two lists: all have it, each another one, and the most on both sides.

    A key that names no item of both lists counts only if it surely names things: they are others then.
    """
    items = [*old, *new]
    if not items or not all(isinstance(item, Mapping) for item in items):
        return None
    best, most, sure = None, 0, False
    for key in _NAMES:
        named = all(isinstance(item.get(key), str) and item[key] for item in items)
        if not named or not _unique(old, key) or not _unique(new, key) or (sure and key not in _SURE):
            continue
        common = len({item[key] for item in old} & {item[key] for item in new})
        if common > most or (best is None and key in _SURE):
            best, most = key, common
        sure = sure or key in _SURE
    return best


def _unique(items: Sequence[Mapping[str, Any]], key: str) -> bool:
    return len({item[key] for item in items}) == len(items)


def _called(item: Mapping[str, Any], naming: str | None) -> str:
    """Return what a person calls an item: by a name rather than by an id."""
    keys = ("name", "lname", "key", "title", "sentence", *(_NAMES if naming is None else (naming,)))
    return next((str(item[key]) for key in keys if isinstance(item.get(key), str) and item[key]), "")
