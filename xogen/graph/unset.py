"""Ways from the start on which a value is not set: shortest first, and none that takes a condition both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from xogen.graph.choices import Choices, Facts
from xogen.graph.effects import OPAQUE, Effects, Unit
from xogen.graph.reads import Phase
from xogen.graph.shortest import ShortestWays, Spans
from xogen.model.once import once

if TYPE_CHECKING:
    from xogen.graph.dialog_graph import DialogGraph

PHASES: tuple[Phase, ...] = ("entry", "request", "response", "exit")
MOST = 20_000
"""Places that a search looks at before it leaves conditions out."""
MOST_IN_ALL = 150_000
"""Edges that all searches of a task together try before they leave conditions out, and once more before they end: a
quarter of a second each."""


Place = tuple[int, bool, Facts]
"""Where a search may be: a node by its number, whether the value is set there, and what is known."""


class _Marks(NamedTuple):
    """Where a unit is surely set, and where it is taken away.

    Attributes:
        nodes: by number, each phase in which something happens: its own number, whether it takes, whether it gives.
        edges: the edges that are only taken when it is set, by identity.
    """

    nodes: dict[int, list[tuple[int, bool, bool]]]
    edges: set[int]

    @property
    def may_go(self) -> bool:
        """Whether some node takes it away."""
        return any(taken for steps in self.nodes.values() for _, taken, _ in steps)

    def through(self, node: int, *, is_set: bool, phases: int = len(PHASES) - 1) -> bool:
        """Return whether the unit is set after so many phases of a node."""
        for phase, taken, given in self.nodes.get(node, ()):
            if phase < phases:
                is_set = given or (is_set and not taken)
        return is_set


class _Ends(NamedTuple):
    """Where a search ends: at these nodes, after so many of their phases."""

    nodes: set[int]
    phases: int


class UnsetWays:
    """The searches of one task.

    Attributes:
        is_complete: whether all searches so far looked at conditions; where it is false, a way that was returned may
            take one condition both as true and as false.
    """

    def __init__(
        self,
        graph: DialogGraph,
        effects: Mapping[str, Mapping[Phase, Effects]],
        way_units: Mapping[tuple[str, int], frozenset[Unit]],
        components: Mapping[str, str],
    ) -> None:
        """Take what is set where; nothing is searched yet."""
        self.is_complete = True
        self._graph = graph
        self._effects = effects
        self._way_units = way_units
        self._components = components
        self._left = MOST_IN_ALL
        self._set_in: dict[Unit, Spans] = {}

    def way(self, node: str, unit: Unit, phase: Phase) -> tuple[str, ...] | None:
        """Return a shortest way from the start, as names, on which a unit is not set at a phase of a node.

        A way that takes one condition both as true and as false is none, unless that takes long to look at: a task with
        so many conditions that are tested more than once is searched without them, and is not complete.

        Returns:
            Nothing when there is no such way; ``None`` when it was not searched, because all searches took too long.
        """
        if self._graph.start is None:
            return ()
        if self._is_shortest(node, unit, phase):
            return self._graph.names(self._shortest.way(node))
        if self._choices and self._left > 0:
            found = self._search(node, unit, phase, self._choices)
            if found is not None:
                return found
        self.is_complete = self.is_complete and not self._choices
        if self._left < -MOST_IN_ALL:
            self.is_complete = False
            return None
        return self._search(node, unit, phase, None)

    def _is_shortest(self, node: str, unit: Unit, phase: Phase) -> bool:
        """Whether the shortest way of all to a node is one on which the unit is not set."""
        marks, net = self._marks[unit], self._graph.numbered
        is_left_inside = phase == "exit" and node in self._graph.inner_ends
        if is_left_inside or node not in self._shortest.possible or marks.may_go:
            return False
        if unit not in self._set_in:
            given = [net.names[each] for each, steps in marks.nodes.items() if any(gives for _, _, gives in steps)]
            self._set_in[unit] = self._shortest.behind(given, marks.edges)
        is_set = self._shortest.runs_in(self._set_in[unit], node)
        return not marks.through(net.number[node], is_set=is_set, phases=PHASES.index(phase))

    @once
    def _shortest(self) -> ShortestWays:
        return ShortestWays(self._graph, self._choices, self._forgotten)

    def _search(self, node: str, unit: Unit, phase: Phase, choices: Choices | None) -> tuple[str, ...] | None:
        marks, net = self._marks[unit], self._graph.numbered
        named = (self._graph.inner_ends.get(node) if phase == "exit" else None) or (node,)
        ends = _Ends({net.number[each] for each in named if each in net.number}, PHASES.index(phase))
        way = self._plainly(marks, ends) if choices is None else self._with_choices(marks, ends)
        return None if way is None else self._graph.names([net.names[here] for here in way])

    def _plainly(self, marks: _Marks, ends: _Ends) -> Sequence[int]:
        """Walk over the nodes, each with and without the value, and return a shortest way."""
        arrows, may_go = self._arrows, marks.may_go
        before = [-1] * (2 * len(arrows))
        before[0] = 0
        waiting = [0]
        for place in waiting:
            here, is_set = place >> 1, place & 1
            if here in ends.nodes and not marks.through(here, is_set=is_set == 1, phases=ends.phases):
                return _back(place, before)
            if here in marks.nodes:
                is_set = int(marks.through(here, is_set=is_set == 1))
            # What is set and never taken away again leads to no place without it.
            if is_set and not may_go:
                continue
            self._left -= len(arrows[here])
            for target, edge, _ in arrows[here]:
                there = 2 * target + (1 if edge in marks.edges else is_set)
                if before[there] < 0:
                    before[there] = place
                    waiting.append(there)
        return ()

    def _with_choices(self, marks: _Marks, ends: _Ends) -> Sequence[int] | None:
        """Do the same with what the conditions on the way say; ``None`` when that takes long."""
        arrows, forgotten, may_go, through = self._arrows, self._forgotten, marks.may_go, marks.through
        start: Place = (0, False, 0)
        places = [start]
        before = {start: -1}
        for at, (here, was_set, known) in enumerate(places):
            if here in ends.nodes and not through(here, is_set=was_set, phases=ends.phases):
                return _way(at, places, before)
            if len(places) > MOST or self._left < 0:
                return None
            is_set = through(here, is_set=was_set) if here in marks.nodes else was_set
            if is_set and not may_go:
                continue
            kept = known & ~forgotten[here] if known else 0
            self._left -= len(arrows[here])
            for target, edge, said in arrows[here]:
                learned = kept
                if said is not None:
                    learned |= said[0]
                    if learned & said[1]:
                        continue
                place = (target, is_set or edge in marks.edges, learned)
                if place not in before and (may_go or not place[1]):
                    before[place] = at
                    places.append(place)
        return ()

    @once
    def _choices(self) -> Choices:
        return Choices(self._graph, self._components)

    @once
    def _arrows(self) -> Sequence[Sequence[tuple[int, int, tuple[Facts, Facts] | None]]]:
        said = self._choices.said
        return [[(target, id(edge), said(edge)) for target, edge in edges] for edges in self._graph.numbered.edges]

    @once
    def _forgotten(self) -> Sequence[Facts]:
        """What is no longer known behind each node, by its number, because it may change it."""
        nodes, net, changed = self._graph.nodes, self._graph.numbered, self._choices.changed
        found = [changed(())] * len(net.names)
        for index, name in enumerate(net.names):
            if name in nodes and nodes[name].type in OPAQUE:
                found[index] = changed(None)
            elif name in self._effects:
                found[index] = changed(_touched(self._effects[name].values()))
        return found

    @once
    def _marks(self) -> Mapping[Unit, _Marks]:
        found: defaultdict[Unit, _Marks] = defaultdict(lambda: _Marks({}, set()))
        for node, name in enumerate(self._graph.numbered.names):
            for phase, (sure, _, gone) in self._effects.get(name, {}).items():
                at = PHASES.index(phase)
                for unit in sure | gone if gone else sure:
                    found[unit].nodes.setdefault(node, []).append((at, unit in gone, unit in sure))
        for edge in self._graph.edges if self._way_units else ():
            for unit in self._way_units.get((edge.owner, edge.index), ()):
                found[unit].edges.add(id(edge))
        return found


def _touched(phases: Iterable[Effects]) -> frozenset[Unit]:
    return frozenset().union(*(each.sure | each.perhaps | each.gone for each in phases))


def _back(place: int, before: Sequence[int]) -> list[int]:
    way = [place >> 1]
    while place:
        place = before[place]
        way.append(place >> 1)
    return way[::-1]


def _way(at: int, places: Sequence[Place], before: Mapping[Place, int]) -> list[int]:
    way: list[int] = []
    while at >= 0:
        place = places[at]
        way.append(place[0])
        at = before[place]
    return way[::-1]
