"""Constant values: what the context holds on every way to a node, as scripts set it and conditions found it to be.

A forward data flow over the opened graph. Only values that some condition tests are followed. A value is kept while
nothing on the way may have changed it; where two ways meet, only what both say stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from xogen.graph import walks
from xogen.graph.effects import OPAQUE
from xogen.graph.flatten import Edge
from xogen.graph.reads import scripts_of
from xogen.model.conditions import AllOf, AnyOf, Condition, ContextTest, EntityTest
from xogen.model.nodes import DialogCallNode, EntityNode, Node, ServiceNode
from xogen.model.references import COMPUTED, parse_path
from xogen.script.constants import constants
from xogen.script.paths import canonical, context_paths

if TYPE_CHECKING:
    from xogen.graph.dialog_graph import DialogGraph

Path = tuple[str, ...]
Values = Mapping[Path, str]
Test = tuple[Path, str, str]
"""Path, operator, value."""
MOST_VISITS, EACH_EDGE = 50_000, 20
"""Steps of the flow in all and for each edge before it is given up: dialogs that people make take three an edge."""
MOST_SUBJECTS = 64
"""Values that are followed in one dialog; beyond, the first ones are, and ``is_complete`` is false."""


class Constants:
    """The constant values of one task; each answer is computed once."""

    def __init__(self, graph: DialogGraph) -> None:
        """Take the graph; nothing is computed yet."""
        self._graph = graph

    @cached_property
    def _tested(self) -> tuple[Path, ...]:
        """Every plain path of the context that a condition compares with a value, in the order of the nodes."""
        nodes = self._graph.nodes
        found: dict[Path, None] = {}
        for node in nodes.values():
            for transition in node.transitions:
                found.update(dict.fromkeys(path for path, _, _ in tests_of(transition.when, nodes)))
        return tuple(found)

    @property
    def is_complete(self) -> bool:
        """Whether all values that conditions test are followed."""
        return len(self._tested) <= MOST_SUBJECTS

    @cached_property
    def _subjects(self) -> frozenset[Path]:
        return frozenset(self._tested[:MOST_SUBJECTS])

    @cached_property
    def _changes(self) -> Mapping[str, Mapping[Path, str | None] | None]:
        """What each node makes of the values: a constant, or ``None`` for unknown; ``None`` as a whole: of all."""
        return {name: self._changes_of(node) for name, node in self._graph.nodes.items()}

    def _changes_of(self, node: Node) -> Mapping[Path, str | None] | None:
        if node.type in OPAQUE or isinstance(node, DialogCallNode):
            return None
        changes: dict[Path, str | None] = {}
        for script in scripts_of(node):
            for path in _touched(script.source):
                changes.update(self._unknown(path))
            known = constants(script.source) if script.always else {}
            changes.update((path, value) for path, value in known.items() if path in self._subjects)
        if isinstance(node, EntityNode):
            changes.update(self._unknown(("context", "entities", node.component)))
        elif isinstance(node, ServiceNode):
            changes.update(self._unknown(("context", node.component)))
        if self._graph.waits(node.id):  # what the user says may start another dialog, which sets session values
            changes.update(self._unknown(("context", "session")))
        return changes

    def _unknown(self, path: Path) -> dict[Path, str | None]:
        """Return that nothing is known any more of a value, its parts, and what it is a part of."""
        near = self._near.get(path[1], ()) if len(path) > 1 else self._subjects
        return {each: None for each in near if _overlap(each, path)}

    @cached_property
    def _near(self) -> Mapping[str, list[Path]]:
        """The followed values by the name right under ``context``."""
        found: defaultdict[str, list[Path]] = defaultdict(list)
        for each in sorted(self._subjects):
            found[each[1]].append(each)
        return found

    @property
    def is_settled(self) -> bool:
        """Whether the flow was followed to its end; where it was not, no value counts as known."""
        return self._settled[1]

    @property
    def _entry(self) -> Mapping[str, Values]:
        return self._settled[0]

    @cached_property
    def _settled(self) -> tuple[Mapping[str, Values], bool]:
        """The values at the entry of each node: from the start on, until nothing changes any more.

        Values are only ever taken away from an entry after the first visit, so the visits are bounded; in a ladder of
        loops not by much, so they are counted.
        """
        graph, start = self._graph, self._graph.start
        if start is None or not self._subjects:
            return {}, True
        order = walks.reverse_post_order(start, graph.successors)
        position = {node: index for index, node in enumerate(order)}
        entry: dict[str, Values] = {start: {}}
        waiting, queued = [0], {0}
        left = MOST_VISITS + EACH_EDGE * len(graph.edges)
        while waiting and left > 0:
            index = heappop(waiting)
            queued.discard(index)
            left -= 1 + len(graph.out_edges.get(order[index], ()))
            for target in self._flow(order[index], entry):
                after = position[target]
                if after not in queued:
                    queued.add(after)
                    heappush(waiting, after)
        return (entry, True) if not waiting else ({}, False)

    def _flow(self, node: str, entry: dict[str, Values]) -> Iterator[str]:
        """Bring a node's values along its edges; yield the targets that change."""
        here = self.at_exit(node, entry[node])
        for edge in self._graph.out_edges.get(node, ()):
            known = entry.get(edge.target)
            if known is not None and not known:
                continue
            learned = self._learned.get(id(edge))
            along = {**here, **learned} if learned else here
            joined = along if known is None else {key: value for key, value in known.items() if along.get(key) == value}
            if known is None or len(joined) < len(known):
                entry[edge.target] = joined
                yield edge.target

    @cached_property
    def _learned(self) -> Mapping[int, Mapping[Path, str]]:
        """What holds on an edge by its condition, by the edge's identity."""
        return {id(edge): found for edge in self._graph.edges if (found := self._on(edge))}

    def _on(self, edge: Edge) -> dict[Path, str]:
        when = edge.transition.when if edge.transition else None
        if when is None or (isinstance(when, AnyOf) and len(when.any) != 1):
            return {}
        found = tests_of(when, self._graph.nodes)
        return {path: value for path, op, value in found if op == "eq" and path in self._subjects}

    def at_exit(self, node: str, entry: Values | None = None) -> Values:
        """Return the values that hold when a node's transitions are tried.

        Args:
            node: an id. Of a bot action, ask the inner node where it ends.
            entry: the values at its entry, where they are known.
        """
        values = self._entry.get(node, {}) if entry is None else entry
        changes = self._changes.get(node, {})
        if changes is None:
            return {}
        kept = {path: value for path, value in values.items() if path not in changes}
        return {**kept, **{path: value for path, value in changes.items() if value is not None}}


def tests_of(when: Condition | None, nodes: Mapping[str, Node]) -> list[Test]:
    """Return the tests of a condition that compare a plain path with a literal: path, operator, value."""
    match when:
        case ContextTest():
            each = _test_of(when)
            return [each] if each else []
        case AllOf(all=tests) | AnyOf(any=tests):
            return [each for test in tests if (each := _test_of(test))]
        case EntityTest() if when.value is not None and _is_literal(when.value):
            node = nodes.get(when.entity)
            name = node.component if node is not None else when.entity
            return [(("context", "entities", name), when.op, when.value)]
        case _:
            return []


def _test_of(test: ContextTest) -> Test | None:
    path = parse_path(test.context)
    if path is None or test.value is None or COMPUTED in path or not _is_literal(test.value):
        return None
    full = canonical(path)
    return (full, test.op, test.value) if full[0] == "context" and len(full) > 1 else None


def _is_literal(value: str) -> bool:
    return "{{" not in value and not value.startswith(("context.", "env.", "content.", "koreUtil."))


def _touched(source: str) -> Iterator[Path]:
    """Yield what a script may change: what it writes or deletes, and what it hands on whole, as in ``f(context)``."""
    for use in context_paths(source):
        path = canonical(use.path)
        if use.kind in {"write", "delete"}:
            yield path[: path.index(COMPUTED)] if COMPUTED in path else path
        elif use.kind == "read" and len(path) == 1:
            yield path


def _overlap(first: Path, second: Path) -> bool:
    length = min(len(first), len(second))
    return first[:length] == second[:length]
