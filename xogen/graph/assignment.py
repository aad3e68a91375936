"""Definite assignment: which entities, services and context keys are set when a node reads them.

A forward data flow over the opened graph: *sure* is what every way from the start has set (joined by intersection),
*perhaps* what at least one way has set (joined by union). Sets are bit masks over the units of the task.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Literal

from xogen.graph import walks
from xogen.graph.effects import OPAQUE, Effects, Unit, effects_of, set_by_condition
from xogen.graph.reads import Phase, Read, reads_of
from xogen.model.nodes import EntityNode

if TYPE_CHECKING:
    from xogen.graph.dialog_graph import DialogGraph
    from xogen.graph.unset import UnsetWays

Certainty = Literal["always", "sometimes", "never"]
MOST_VISITS, EACH_EDGE = 50_000, 20
"""Steps of the flow in all and for each edge before it is given up: dialogs that people make take three an edge."""
PHASES: tuple[Phase, ...] = ("entry", "request", "response", "exit")
PLATFORM_KEYS: frozenset[str] = frozenset(
    {
        "entities", "session", "intent", "traits", "history", "onHoldTasks", "currentLanguage", "suggestedLanguages",
        "message_tone", "dialog_tone", "resultsFound", "FollowupIntents", "UserQuery", "inputData", "entityRules",
        "GenAIPrompt", "GenerativeAINode", "SearchAINode", "identifiedSub-Intents", "_labels_", "_tenant_", "_fields_",
        "_last_run",
    }
)  # fmt: skip
"""Keys of ``context`` that the platform sets itself (facts, kore-platform section 5)."""


@dataclass(frozen=True, slots=True)
class State:
    """What is set at a place: bit masks over ``Assignment.units``."""

    sure: int
    perhaps: int


@dataclass(frozen=True, slots=True)
class _Step:
    """One phase's change: ``state -> (state - gone) + sure``."""

    sure: int
    perhaps: int
    gone: int

    def after(self, state: State) -> State:
        sure = (state.sure & ~self.gone) | self.sure
        return State(sure, state.perhaps | self.sure | self.perhaps)


class Assignment:
    """The data flow of one task. Asked by ``DialogGraph.assignment``."""

    def __init__(self, graph: DialogGraph) -> None:
        """Take the graph; nothing is computed yet."""
        self._graph = graph

    @cached_property
    def components(self) -> Mapping[str, str]:
        """The component's name of each entity node, by its id."""
        return {node.id: node.component for node in self._graph.nodes.values() if isinstance(node, EntityNode)}

    @cached_property
    def _effects(self) -> Mapping[str, Mapping[Phase, Effects]]:
        return {node.id: effects_of(node) for node in self._graph.nodes.values()}

    @cached_property
    def _edge_units(self) -> Mapping[int, frozenset[Unit]]:
        """What holds on an edge by its condition, by the edge's identity."""
        return {
            id(edge): set_by_condition(edge.transition.when if edge.transition else None, self.components)
            for edge in self._graph.edges
        }

    @cached_property
    def written(self) -> frozenset[Unit]:
        """Every unit that some node sets, or may set."""
        every = (effects for phases in self._effects.values() for effects in phases.values())
        return frozenset().union(*(effects.sure | effects.perhaps for effects in every))

    @cached_property
    def units(self) -> Mapping[Unit, int]:
        """Every unit that some node sets or some condition shows to be set, with its bit."""
        found = self.written.union(*self._edge_units.values())
        return {unit: 1 << index for index, unit in enumerate(sorted(found))}

    def _mask(self, units: set[Unit] | frozenset[Unit]) -> int:
        return sum(self.units.get(unit, 0) for unit in units)

    @cached_property
    def _steps(self) -> Mapping[str, tuple[_Step, ...]]:
        return {
            node: tuple(
                _Step(self._mask(effects.sure), self._mask(effects.perhaps), self._mask(effects.gone))
                for effects in phases.values()
            )
            for node, phases in self._effects.items()
        }

    @cached_property
    def _edge_masks(self) -> Mapping[int, int]:
        return {key: self._mask(units) for key, units in self._edge_units.items() if units}

    @cached_property
    def _whole_steps(self) -> Mapping[str, _Step]:
        """What each node changes in all, its phases one after the other."""
        found: dict[str, _Step] = {}
        for node, steps in self._steps.items():
            sure = perhaps = gone = 0
            for step in steps:
                sure, gone = (sure & ~step.gone) | step.sure, gone | step.gone
                perhaps |= step.sure | step.perhaps
            found[node] = _Step(sure, perhaps, gone)
        return found

    @cached_property
    def _entry(self) -> Mapping[str, State]:
        """The state at the entry of each node that the start reaches."""
        start = self._graph.start
        if start is None:
            return {}
        order = walks.reverse_post_order(start, self._graph.successors)
        sure, perhaps = self._sure, self._perhaps(order)
        return {node: State(sure[node] & perhaps[node], perhaps[node]) for node in order}

    @property
    def is_complete(self) -> bool:
        """Whether the flow was followed to its end; where it was not, everything that is set at all counts as set."""
        return self._settled[1]

    @property
    def _sure(self) -> Mapping[str, int]:
        return self._settled[0]

    @cached_property
    def _settled(self) -> tuple[Mapping[str, int], bool]:
        """What every way to a node has set: from the start on, until nothing changes any more.

        Each visit that changes something takes at least one bit away, so the visits are bounded, but not by much: in a
        ladder of loops a change may run through all of it for each unit. So they are counted.
        """
        graph, start = self._graph, self._graph.start
        if start is None:
            return {}, True
        order = walks.reverse_post_order(start, graph.successors)
        position = {node: index for index, node in enumerate(order)}
        sure: dict[str, int] = {start: 0}
        waiting, queued = [0], {0}
        left = MOST_VISITS + EACH_EDGE * len(graph.edges)
        while waiting and left > 0:
            index = heappop(waiting)
            queued.discard(index)
            node = order[index]
            left -= 1 + len(graph.out_edges.get(node, ()))
            for target in self._narrowed(node, sure):
                after = position[target]
                if after not in queued:
                    queued.add(after)
                    heappush(waiting, after)
        return (sure, True) if not waiting else (dict.fromkeys(order, -1), False)

    def _narrowed(self, node: str, sure: dict[str, int]) -> Iterator[str]:
        """Bring what is sure along the edges of a node; yield the targets where less is sure than before."""
        step = self._whole_steps.get(node)
        here = sure[node] if step is None else (sure[node] & ~step.gone) | step.sure
        masks = self._edge_masks
        for edge in self._graph.out_edges.get(node, ()):
            known = sure.get(edge.target)
            along = here | masks.get(id(edge), 0)
            joined = along if known is None else known & along
            if joined != known:
                sure[edge.target] = joined
                yield edge.target

    def _perhaps(self, order: Sequence[str]) -> Mapping[str, int]:
        """Return what at least one way to a node has set.

        Nothing takes that away again, so all nodes of a circle share what any of them sets: one look at each is enough.
        """
        graph = self._graph
        masks, steps = self._edge_masks, self._whole_steps
        group = {node: index for index, nodes in enumerate(graph.components) for node in nodes}
        entered: dict[int | str, int] = {}
        within: dict[int | str, int] = {}
        circling = graph.circling

        def place(node: str) -> int | str:
            return group[node] if node in circling else node

        for node in order:
            step = steps.get(node)
            own = step.perhaps if step is not None else 0
            for edge in graph.out_edges.get(node, ()):
                here = place(node)
                if edge.target in circling and here == place(edge.target):
                    within[here] = within.get(here, 0) | own | masks.get(id(edge), 0)
        # In this order every way into a circle comes before what leads out of it, but those that go around in it.
        for node in order:
            here = place(node)
            step = steps.get(node)
            own = entered.get(here, 0) | within.get(here, 0) | (step.perhaps if step is not None else 0)
            for edge in graph.out_edges.get(node, ()):
                there = place(edge.target)
                if there != here:
                    entered[there] = entered.get(there, 0) | own | masks.get(id(edge), 0)
        return {node: entered.get(place(node), 0) | within.get(place(node), 0) for node in order}

    def _out(self, node: str, state: State) -> State:
        for step in self._steps.get(node, ()):
            state = step.after(state)
        return state

    def state_at(self, node: str, phase: Phase = "entry") -> State | None:
        """Return what is set in a phase of a node; ``None`` when the start does not reach it.

        The exit of a bot action is where its inner nodes end.
        """
        states = [self._out(end, self._entry[end]) for end in self._ends(node, phase) if end in self._entry]
        if states:
            return _join(states)
        state = self._entry.get(node)
        if state is None:
            return None
        for step in self._steps.get(node, ())[: PHASES.index(phase)]:
            state = step.after(state)
        return state

    def _ends(self, node: str, phase: Phase) -> tuple[str, ...]:
        """Return the inner nodes at which a bot action ends, when its exit is asked for."""
        return self._graph.inner_ends.get(node, ()) if phase == "exit" else ()

    def sure_at(self, node: str, phase: Phase = "entry") -> frozenset[Unit]:
        """Return the units that every way to here has set."""
        state = self.state_at(node, phase)
        return frozenset() if state is None else self._unmask(state.sure)

    def possible_at(self, node: str, phase: Phase = "entry") -> frozenset[Unit]:
        """Return the units that at least one way to here has set."""
        state = self.state_at(node, phase)
        return frozenset() if state is None else self._unmask(state.perhaps)

    def certainty(self, node: str, unit: Unit, phase: Phase = "entry") -> Certainty:
        """Say whether a unit is set here ``always``, ``sometimes`` or ``never``; ``always`` where no way leads."""
        state, bit = self.state_at(node, phase), self.units.get(unit, 0)
        if state is None or state.sure & bit:
            return "always"
        return "sometimes" if state.perhaps & bit else "never"

    @cached_property
    def reads(self) -> Mapping[str, tuple[Read, ...]]:
        """What each node reads, by its id."""
        return {node.id: reads_of(node, self.components) for node in self._graph.nodes.values()}

    @cached_property
    def after_opaque(self) -> frozenset[str]:
        """The nodes that come after one whose doings a dialog file does not show: anything may be set there."""
        opaque = (node.id for node in self._graph.nodes.values() if node.type in OPAQUE)
        follow = (after for node in opaque for after in self._graph.successors[node])
        return frozenset(walks.reach(follow, self._graph.successors))

    @cached_property
    def unset(self) -> UnsetWays:
        """The ways on which values are not set: see ``graph.unset``."""
        from xogen.graph.unset import UnsetWays

        return UnsetWays(self._graph, self._effects, self._edge_units, self.components)

    def way_unset(self, node: str, unit: Unit, phase: Phase = "entry") -> tuple[str, ...] | None:
        """Return a shortest way from the start, as names, on which a unit is not set here: see ``UnsetWays.way``."""
        return self.unset.way(node, unit, phase)

    def _unmask(self, mask: int) -> frozenset[Unit]:
        return frozenset(unit for unit, bit in self.units.items() if mask & bit)


def _join(states: list[State]) -> State:
    sure, perhaps = states[0].sure, states[0].perhaps
    for state in states[1:]:
        sure, perhaps = sure & state.sure, perhaps | state.perhaps
    return State(sure, perhaps)
