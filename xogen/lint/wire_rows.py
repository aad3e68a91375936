"""The objects of the lists of an export in columns: rules ask most of them for a name and few for more.

To look at a column is cheap, and to make a ``Part`` of each object is not: that comes when a rule asks for one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, compress, count, repeat
from typing import Any, NamedTuple

from xogen.lint.wire_data import Part, listed, text
from xogen.model.once import once

BOT_ACTION = "botAction"
NOWHERE = -1
"""The place of a component that is not there."""
Values = Sequence[Mapping[str, Any]]


class Rows:
    """The objects of a top-level list, and what names each; empty where there is no such name."""

    def __init__(self, value: object, key: str) -> None:
        """Take the list and the key that it stands under."""
        self._key = key
        self.values, _, self._places = flat([listed(value)])

    @once
    def ids(self) -> Sequence[str]:
        """The ``_id`` of each."""
        return column(self.values, "_id")

    @once
    def ref_ids(self) -> Sequence[str]:
        """The ``refId`` of each."""
        return column(self.values, "refId")

    @once
    def kinds(self) -> Sequence[str]:
        """The ``type`` of each."""
        return column(self.values, "type")

    def part(self, number: int) -> Part:
        """Return one of the objects and where it stands."""
        return Part(self.values[number], (self._key, self._places[number]))

    @once
    def parts(self) -> Sequence[Part]:
        """All objects and where they stand."""
        return tuple([Part(value, (self._key, at)) for value, at in zip(self.values, self._places, strict=True)])


class Flat(NamedTuple):
    """The objects of some lists in one, with the number of the list of each and the index there."""

    values: Values
    lists: Sequence[int]
    places: Sequence[int]


def flat(lists: Sequence[Sequence[Any]]) -> Flat:
    """Join lists. Nearly all hold objects only, and then no loop of ours is needed."""
    lengths = [len(each) for each in lists]
    values = list(chain.from_iterable(lists))
    numbers = list(chain.from_iterable(map(repeat, count(), lengths)))
    places = list(chain.from_iterable(map(range, lengths)))
    if {dict}.issuperset(map(type, values)):
        return Flat(values, numbers, places)
    kept = [isinstance(each, dict) for each in values]
    return Flat(*(list(compress(each, kept)) for each in (values, numbers, places)))


def column(values: Values, key: str) -> Sequence[str]:
    """Return a text of each object, empty where there is none."""
    found: list[Any] = [each.get(key) for each in values]
    return found if {str}.issuperset(map(type, found)) else [text(each) for each in found]


class WireNode(NamedTuple):
    """A node of a dialog, or one inside a bot action: then it stands in the bot action's component.

    ``holder`` is what it stands in, ``at`` the index in it, ``kind`` its type on the wire.
    """

    dialog: Part
    holder: Part
    at: int
    value: Mapping[str, Any]
    kind: str
    component: Part | None

    @property
    def node(self) -> Part:
        """The node itself, and where it stands."""
        return Part(self.value, (*self.holder.keys, "nodes", self.at))

    @property
    def name(self) -> str:
        """The name that its author knows: the component's, else the node's id."""
        return (self.component.text("name") if self.component else "") or self.node.text("nodeId") or "without a name"


class NodeRows:
    """All nodes of an export: those of its dialogs, then those inside bot actions; of two dialogs these come twice.

    Attributes:
        values: the nodes.
        outside: how many of them stand in dialogs.
        entries: which are the first of their dialogs.
        kinds: the type of each.
        named: the id that each names as its component's.
        components: the place of this component, or ``NOWHERE``.
        dialogs: the place of the dialog.
    """

    def __init__(self, dialogs: Rows, components: Rows, by_id: Mapping[str, int]) -> None:
        """Lay out the nodes. ``by_id`` are the places of components."""
        self._dialogs, self._components = dialogs, components
        outer = flat([listed(each.get("nodes")) for each in dialogs.values])
        self.outside = len(outer.values)
        self.entries = sorted(dict(zip(reversed(outer.lists), reversed(range(self.outside)), strict=True)).values())
        kinds, named = column(outer.values, "type"), column(outer.values, "componentId")
        places = list(map(by_id.get, named, repeat(NOWHERE)))
        opened = [
            (number, places[number])
            for number, kind in enumerate(kinds)
            if kind == BOT_ACTION and places[number] != NOWHERE
        ]
        inner = flat([listed(components.values[place].get("nodes")) for _, place in opened])
        self._holders = [opened[each][1] for each in inner.lists]
        self.values = [*outer.values, *inner.values]
        self.dialogs = [*outer.lists, *[outer.lists[opened[each][0]] for each in inner.lists]]
        self._at = [*outer.places, *inner.places]
        self.kinds = [*kinds, *column(inner.values, "type")]
        inside = column(inner.values, "componentId")
        self.named = [*named, *inside]
        self.components = [*places, *map(by_id.get, inside, repeat(NOWHERE))]

    def node(self, number: int) -> WireNode:
        """Return one of the nodes with all that is known of it."""
        dialog = self._dialogs.part(self.dialogs[number])
        inside = number - self.outside
        holder = dialog if inside < 0 else self._components.part(self._holders[inside])
        place = self.components[number]
        component = None if place == NOWHERE else self._components.part(place)
        return WireNode(dialog, holder, self._at[number], self.values[number], self.kinds[number], component)

    def of_kinds(self, kinds: Collection[str]) -> Sequence[int]:
        """Return which nodes, of those that stand in dialogs themselves, are of some kinds."""
        return [number for number, kind in enumerate(self.kinds[: self.outside]) if kind in kinds]

    def lost(self) -> Iterator[WireNode]:
        """Yield the nodes whose component is not there."""
        if NOWHERE in self.components:
            for number, place in enumerate(self.components):
                if place == NOWHERE:
                    yield self.node(number)

    def mistaken(self) -> Iterator[WireNode]:
        """Yield the nodes of another kind than their component."""
        theirs = [*self._components.kinds, ""]
        for number, (kind, place) in enumerate(zip(self.kinds, self.components, strict=True)):
            if kind != theirs[place] and kind and theirs[place]:
                yield self.node(number)
