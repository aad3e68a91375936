"""Definite assignment: which entities, services and context keys are set when a node reads them.

A forward data flow over the opened graph: *sure* is what every way from the start has set (joined by intersection),
*perhaps* what at least one way has set (joined by union). Sets are bit masks over the units of the task.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from xogen.graph import walks
from xogen.graph.effects import OPAQUE, SETTING, Effects, Unit, effects_of, set_by_condition, unit_of
from xogen.graph.reads import Phase, Read, reads_of
from xogen.graph.settling import Change, settle
from xogen.model.conditions import Condition
from xogen.model.once import once

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


class _Step(NamedTuple):
    """What a node surely sets, may set and takes away in a phase: bit masks over ``Assignment.units``."""

    phase: int
    sure: int
    perhaps: int
    gone: int


class Assignment:
    """The data flow of one task. Asked by ``DialogGraph.assignment``."""

    def __init__(self, graph: DialogGraph) -> None:
        """Take the graph; nothing is computed yet."""
        self._graph = graph

    @once
    def components(self) -> Mapping[str, str]:
        """The component's name of each entity node, by its id."""
        return {name: node.component for name, node in self._graph.nodes.items() if node.type == "entity"}

    @once
    def effects(self) -> Mapping[str, Mapping[Phase, Effects]]:
        """What the nodes set that set anything."""
        scripts = self._graph.scripts
        found: dict[str, Mapping[Phase, Effects]] = {}
        for name, node in self._graph.nodes.items():
            if node.type in SETTING or name in scripts:
                phases = effects_of(node, scripts.get(name, ()))
                if phases:
                    found[name] = phases
        return found

    @once
    def way_units(self) -> Mapping[tuple[str, int], frozenset[Unit]]:
        """What holds on a way out of a node by its condition, where something does: by the node and the index."""
        held = ((node, index, set_by_condition(when, self.components)) for node, index, when in self._graph.conditions)
        return {(node, index): units for node, index, units in held if units}

    @once
    def written(self) -> frozenset[Unit]:
        """Every unit that some node sets, or may set."""
        found: set[Unit] = set()
        for phases in self.effects.values():
            for effects in phases.values():
                found |= effects.sure
                found |= effects.perhaps
        return frozenset(found)

    @once
    def units(self) -> Mapping[Unit, int]:
        """Every unit that some node sets or some condition shows to be set, with its bit."""
        found = self.written.union(*self.way_units.values())
        return {unit: 1 << index for index, unit in enumerate(found)}

    def _mask(self, units: frozenset[Unit]) -> int:
        mask, bits = 0, self.units
        for unit in units:
            mask |= bits.get(unit, 0)
        return mask

    @once
    def _steps(self) -> Mapping[str, Sequence[_Step]]:
        """What the nodes change that change anything, phase by phase."""
        mask = self._mask
        return {
            node: [_Step(PHASES.index(phase), *map(mask, effects)) for phase, effects in phases.items()]
            for node, phases in self.effects.items()
        }

    def _steps_before(self, node: str, phase: Phase) -> Sequence[_Step]:
        if phase == "entry" or node not in self._steps:
            return ()
        return [step for step in self._steps[node] if step.phase < PHASES.index(phase)]

    @once
    def _way_masks(self) -> Mapping[tuple[str, int], int]:
        return {way: self._mask(units) for way, units in self.way_units.items()}

    @property
    def is_complete(self) -> bool:
        """Whether the flow was followed to its end; where it was not, everything that is set at all counts as set."""
        # At each node each unit changes once at most.
        edges = len(self._graph.edges)
        bound = (len(self.units) + 1) * (len(self._graph.nodes) + edges)
        return bound <= MOST_VISITS + EACH_EDGE * edges or self._settled is not None

    @once
    def _settled(self) -> Mapping[str, int] | None:
        """What every way to a node has set; ``None`` where it was given up."""
        changes = {name: _change(steps) for name, steps in self._steps.items()}
        learned = {way: (-1, mask) for way, mask in self._way_masks.items()}
        return settle(self._graph, changes, learned, MOST_VISITS + EACH_EDGE * len(self._graph.edges))

    @property
    def _sure(self) -> Mapping[str, int]:
        return self._perhaps if self._settled is None else self._settled

    @once
    def _perhaps(self) -> Mapping[str, int]:
        """What at least one way to a node has set.

        Nothing takes that away again, so all nodes of a circle share what any of them sets: one look at each is enough.
        """
        net, masks = self._graph.numbered, self._way_masks
        own = [_may_set(self._steps.get(name, ())) for name in net.names]
        place = self._circled
        held = [0] * len(place)
        for here, edges in enumerate(net.edges):
            for target, edge in edges:
                if place[target] == place[here]:
                    held[place[here]] |= own[here] | masks.get((edge.owner, edge.index), 0)
        # All nodes of a circle one after the other: what leads out of it comes after every way into it.
        for here in sorted(range(len(place)), key=place.__getitem__):
            around = held[place[here]] | own[here]
            for target, edge in net.edges[here]:
                if place[target] != place[here]:
                    held[place[target]] |= around | masks.get((edge.owner, edge.index), 0)
        return {name: held[each] for name, each in zip(net.names, place, strict=True)}

    @once
    def _circled(self) -> Sequence[int]:
        """For each node's number the first one of the circle that it stands in, else its own."""
        number = self._graph.numbered.number
        place = list(range(len(number)))
        for circle in self._graph.all_circles:
            inside = [number[node] for node in circle if node in number]
            first = min(inside, default=0)
            for each in inside:
                place[each] = first
        return place

    def _ends(self, node: str, phase: Phase) -> Sequence[str]:
        """Return where a phase of a node stands: the exit of a bot action is at its inner ends.

        Nothing when the start does not reach it.
        """
        reached = self._sure
        inner = self._graph.inner_ends.get(node, ()) if phase == "exit" else ()
        ends = [each for each in inner if each in reached]
        return ends or ([node] if node in reached else [])

    def is_sure(self, node: str, unit: Unit, phase: Phase = "entry") -> bool:
        """Whether every way to a phase of a node has set a unit, also where none leads there."""
        bit = self.units.get(unit, 0)
        for name in self._ends(node, phase):
            here = self._sure[name]
            for step in self._steps_before(name, phase):
                here = (here & ~step.gone) | step.sure
            if not here & bit:
                return False
        return True

    def is_possible(self, node: str, unit: Unit, phase: Phase = "entry") -> bool:
        """Whether some way to a phase of a node has set a unit."""
        bit = self.units.get(unit, 0)
        ends = self._ends(node, phase)
        return any((self._perhaps[name] | _may_set(self._steps_before(name, phase))) & bit for name in ends)

    def certainty(self, node: str, unit: Unit, phase: Phase = "entry") -> Certainty:
        """Say whether a unit is set here ``always``, ``sometimes`` or ``never``; ``always`` where no way leads."""
        if self.is_sure(node, unit, phase):
            return "always"
        return "sometimes" if self.is_possible(node, unit, phase) else "never"

    @once
    def reads(self) -> Mapping[str, tuple[Read, ...]]:
        """What each node reads, by its id."""
        graph, components = self._graph, self.components
        conditions: defaultdict[str, list[tuple[int, Condition]]] = defaultdict(list)
        for name, index, when in graph.conditions:
            conditions[name].append((index, when))
        return {
            name: reads_of(node, components, graph.scripts.get(name, ()), conditions.get(name, ()))
            for name, node in graph.nodes.items()
        }

    @once
    def reads_of_written(self) -> Mapping[str, Sequence[tuple[Read, Unit]]]:
        """What nodes read that the task itself sets somewhere, each read with its unit."""
        written = self.written
        found: dict[str, list[tuple[Read, Unit]]] = {}
        for name, reads in self.reads.items() if written else ():
            own = [(read, unit) for read in reads if (unit := unit_of(read.path)) is not None and unit in written]
            if own:
                found[name] = own
        return found

    @once
    def after_opaque(self) -> frozenset[str]:
        """The nodes that come after one whose doings a dialog file does not show: anything may be set there."""
        opaque = [name for name, node in self._graph.nodes.items() if node.type in OPAQUE]
        follow = (after for name in opaque for after in self._graph.successors[name])
        return frozenset(walks.reach(follow, self._graph.successors)) if opaque else frozenset()

    @once
    def unset(self) -> UnsetWays:
        """The ways on which values are not set: see ``graph.unset``."""
        from xogen.graph.unset import UnsetWays

        return UnsetWays(self._graph, self.effects, self.way_units, self.components)

    def way_unset(self, node: str, unit: Unit, phase: Phase = "entry") -> tuple[str, ...] | None:
        """Return a shortest way from the start, as names, on which a unit is not set here: see ``UnsetWays.way``."""
        return self.unset.way(node, unit, phase)


def _change(steps: Sequence[_Step]) -> Change:
    """Return what a node keeps and surely sets in all, its phases one after the other."""
    given = taken = 0
    for _, sure, _, gone in steps:
        given, taken = (given & ~gone) | sure, taken | gone
    return ~taken, given


def _may_set(steps: Sequence[_Step]) -> int:
    mask = 0
    for _, sure, perhaps, _ in steps:
        mask |= sure | perhaps
    return mask
