"""Ways from the start on which a value is not set: shortest first, and none that takes a condition both ways."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from xogen.graph.choices import Choices, Facts
from xogen.graph.effects import OPAQUE, Effects, Unit
from xogen.graph.reads import Phase
from xogen.graph.shortest import ShortestWays, Spans

if TYPE_CHECKING:
    from xogen.graph.dialog_graph import DialogGraph

PHASES: tuple[Phase, ...] = ("entry", "request", "response", "exit")
MOST = 20_000
"""Places that a search looks at before it leaves conditions out."""
MOST_IN_ALL = 150_000
"""Edges that all searches of a task together try before they leave conditions out, and once more before they end: a
quarter of a second each."""


class _At(NamedTuple):
    """A place on a way: the node, whether the unit is set there, and what the conditions on the way say."""

    node: str
    is_set: bool
    known: Facts


class _Marks(NamedTuple):
    """Where a unit is surely set, and where it is taken away: nodes by phase, and edges by identity."""

    given: tuple[set[str], ...]
    gone: tuple[set[str], ...]
    edges: set[int]

    def through(self, node: str, *, is_set: bool, phases: int = len(PHASES) - 1) -> bool:
        """Return whether the unit is set after so many phases of a node."""
        for taking, giving in zip(self.gone[:phases], self.given[:phases], strict=True):
            is_set = node in giving or (is_set and node not in taking)
        return is_set


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
        edge_units: Mapping[int, frozenset[Unit]],
        components: Mapping[str, str],
    ) -> None:
        """Take what is set where; nothing is searched yet."""
        self.is_complete = True
        self._graph = graph
        self._effects = effects
        self._edge_units = edge_units
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
        marks = self._marks.get(unit) or _marks()
        is_left_inside = phase == "exit" and node in self._graph.inner_ends
        if is_left_inside or any(marks.gone) or node not in self._shortest.possible:
            return False
        if unit not in self._set_in:
            self._set_in[unit] = self._shortest.behind(frozenset().union(*marks.given), marks.edges)
        is_set = self._shortest.runs_in(self._set_in[unit], node)
        return not marks.through(node, is_set=is_set, phases=PHASES.index(phase))

    @cached_property
    def _shortest(self) -> ShortestWays:
        return ShortestWays(self._graph, self._choices, self._forgotten)

    def _search(self, node: str, unit: Unit, phase: Phase, choices: Choices | None) -> tuple[str, ...] | None:
        graph, marks = self._graph, self._marks.get(unit) or _marks()
        ends = (graph.inner_ends.get(node) if phase == "exit" else None) or (node,)
        may_go = any(marks.gone)
        first = _At(graph.start or "", is_set=False, known=0)
        before: dict[_At, _At | None] = {first: None}
        waiting = deque([first])
        while waiting:
            at = waiting.popleft()
            name, is_set, known = at
            if name in ends and not marks.through(name, is_set=is_set, phases=PHASES.index(phase)):
                return graph.names(_back(at, before))
            if choices and (len(before) > MOST or self._left < 0):
                return None
            is_set = marks.through(name, is_set=is_set)
            # What is set and never taken away again leads to no place without it.
            edges = graph.out_edges.get(name, ()) if may_go or not is_set else ()
            kept = known & ~self._forgotten[name] if known and edges else 0
            self._left -= len(edges)
            for edge in edges:
                learned = choices.along(edge, kept) if choices else 0
                if learned is None:
                    continue
                after = _At(edge.target, is_set or id(edge) in marks.edges, learned)
                if after not in before and (may_go or not after.is_set):
                    before[after] = at
                    waiting.append(after)
        return ()

    @cached_property
    def _choices(self) -> Choices:
        return Choices(self._graph.nodes, self._graph.edges, self._components)

    @cached_property
    def _forgotten(self) -> Mapping[str, Facts]:
        """What is no longer known behind each node, because it may change it."""
        nodes = self._graph.nodes
        return {
            name: self._choices.changed(None if nodes[name].type in OPAQUE else _touched(phases.values()))
            for name, phases in self._effects.items()
        }

    @cached_property
    def _marks(self) -> Mapping[Unit, _Marks]:
        found: defaultdict[Unit, _Marks] = defaultdict(_marks)
        for name, phases in self._effects.items():
            for phase, effects in phases.items():
                for unit in effects.sure:
                    found[unit].given[PHASES.index(phase)].add(name)
                for unit in effects.gone:
                    found[unit].gone[PHASES.index(phase)].add(name)
        for edge, units in self._edge_units.items():
            for unit in units:
                found[unit].edges.add(edge)
        return found


def _marks() -> _Marks:
    return _Marks(tuple(set() for _ in PHASES[1:]), tuple(set() for _ in PHASES[1:]), set())


def _touched(phases: Iterable[Effects]) -> frozenset[Unit]:
    return frozenset().union(*(each.sure | each.perhaps | each.gone for each in phases))


def _back(at: _At, before: Mapping[_At, _At | None]) -> tuple[str, ...]:
    way: list[str] = []
    here: _At | None = at
    while here is not None:
        way.append(here.node)
        here = before[here]
    return tuple(reversed(way))
