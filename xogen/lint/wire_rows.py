"""The objects of the lists of an export in columns: rules ask most of them for a name and few for more.

To look at a column is cheap, and to make a ``Part`` of each object is not: that comes when a rule asks for one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from xogen.lint.wire_data import Part, listed, text
from xogen.model.once import once

BOT_ACTION = "botAction"
NOWHERE = -1
"""The place of a component that is not there."""
Values = Sequence[Mapping[str, Any]]


class Rows:
    """The objects of a top-level list, and of each its ``_id``, ``refId`` and ``type``, empty where there is none."""

    def __init__(self, value: object, key: str) -> None:
        """Take the list and the key that it stands under."""
        self._key = key
        self.values, self._places = objects(value)
        self.ids = column(self.values, "_id")
        self.ref_ids = column(self.values, "refId")
        self.kinds = column(self.values, "type")

    def part(self, number: int) -> Part:
        """Return one of the objects and where it stands."""
        return Part(self.values[number], (self._key, self._places[number]))

    @once
    def parts(self) -> Sequence[Part]:
        """All objects and where they stand."""
        return tuple([Part(value, (self._key, at)) for value, at in zip(self.values, self._places, strict=True)])


def objects(value: object) -> tuple[Values, Sequence[int]]:
    """Return the objects of a list, and the index of each."""
    held = listed(value)
    if {dict}.issuperset(map(type, held)):
        return held, range(len(held))
    places = [index for index, each in enumerate(held) if isinstance(each, dict)]
    return [held[index] for index in places], places


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
        entries: which are the first of their dialogs.
        outside: how many of them stand in dialogs.
        kinds: the type of each.
        named: the id that each names as its component.
        components: the place of this component, or ``NOWHERE``.
        dialogs: the place of the dialog.
    """

    def __init__(self, dialogs: Rows, components: Rows, by_id: Mapping[str, int]) -> None:
        """Walk over the nodes. ``by_id`` are the places of components."""
        self._dialogs, self._components = dialogs, components
        self.values: list[Mapping[str, Any]] = []
        self.dialogs: list[int] = []
        self._at: list[int] = []
        self.entries: list[int] = []
        for number, dialog in enumerate(dialogs.values):
            first = len(self.values)
            if self._take(dialog, number):
                self.entries.append(first)
        self.outside = len(self.values)
        self.kinds, self.named = self._columns(0)
        self.components = list(map(by_id.get, self.named, repeat(NOWHERE)))
        self._holders = self._open(components)
        kinds, named = self._columns(self.outside)
        self.kinds, self.named = [*self.kinds, *kinds], [*self.named, *named]
        self.components += map(by_id.get, named, repeat(NOWHERE))

    def _take(self, holder: Mapping[str, Any], dialog: int) -> int:
        values, places = objects(holder.get("nodes"))
        self.values += values
        self._at += places
        self.dialogs += [dialog] * len(values)
        return len(values)

    def _columns(self, first: int) -> tuple[Sequence[str], Sequence[str]]:
        values = self.values[first:]
        return column(values, "type"), column(values, "componentId")

    def _open(self, components: Rows) -> Sequence[int]:
        """Take what stands inside bot actions, and return the places of the components that hold it, one for each."""
        holders: list[int] = []
        for number, kind in enumerate(self.kinds):
            place = self.components[number]
            if kind == BOT_ACTION and place != NOWHERE:
                holders += [place] * self._take(components.values[place], self.dialogs[number])
        return holders

    def node(self, number: int) -> WireNode:
        """Return one of the nodes with all that is known of it."""
        dialog = self._dialogs.part(self.dialogs[number])
        inside = number - self.outside
        holder = dialog if inside < 0 else self._components.part(self._holders[inside])
        place = self.components[number]
        component = None if place == NOWHERE else self._components.part(place)
        return WireNode(dialog, holder, self._at[number], self.values[number], self.kinds[number], component)

    def of_kinds(self, kinds: Collection[str]) -> Iterator[WireNode]:
        """Yield the nodes of some kinds that stand in dialogs themselves."""
        if not set(kinds).isdisjoint(self.kinds):
            for number in range(self.outside):
                if self.kinds[number] in kinds:
                    yield self.node(number)

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
