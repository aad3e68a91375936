"""Values that are set and set again before anybody reads them.

A value is lost when every way from where it is set comes to a node that surely sets it anew, and none comes before to a
node that reads it, to an exit, or to a node whose doings a dialog file does not show: there somebody else may read it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from xogen.graph.assignment import PLATFORM_KEYS
from xogen.graph.effects import OPAQUE, Unit, unit_of
from xogen.graph.reads import line_pointer, scripts_of
from xogen.model.nodes import Node, ServiceNode
from xogen.script.paths import canonical, context_paths

if TYPE_CHECKING:
    from xogen.graph.dialog_graph import DialogGraph

MOST_WRITES = 200
"""Writes of one dialog that are looked at: each takes a walk."""


class Lost(NamedTuple):
    """A write that nobody reads: what, in which node, the pointer from there, and where it is set again."""

    unit: Unit
    node: str
    pointer: str
    again: str


class Overwrites:
    """The lost writes of one task."""

    def __init__(self, graph: DialogGraph) -> None:
        """Find who sets what as a whole."""
        self._graph = graph
        self._position = {name: index for index, name in enumerate(graph.nodes)}
        self._writes: defaultdict[Unit, dict[str, str]] = defaultdict(dict)
        for node in graph.nodes.values():
            if node.id in graph.reachable:
                for unit, pointer in _whole_writes(node).items():
                    self._writes[unit][node.id] = pointer
        self._again = [(unit, name) for unit, nodes in self._writes.items() if len(nodes) > 1 for name in nodes]

    @property
    def is_complete(self) -> bool:
        """Whether all writes are looked at."""
        return len(self._again) <= MOST_WRITES

    def lost(self) -> Iterator[Lost]:
        """Yield the writes that are lost, in the order of the nodes that set each value."""
        readers: dict[Unit, frozenset[str]] = {}
        for unit, name in self._again[:MOST_WRITES]:
            if unit not in readers:
                readers[unit] = self._readers(unit)
            again = None if name in readers[unit] else self._set_again(unit, name, readers[unit])
            if again is not None:
                yield Lost(unit, name, self._writes[unit][name], again)

    def _readers(self, unit: Unit) -> frozenset[str]:
        """Return the nodes that read a unit, but for what a node reads after it has set it itself."""
        found: set[str] = set()
        for name, reads in self._graph.assignment.reads.items():
            own = name in self._writes[unit]
            for read in reads:
                touches = unit_of(read.path) == unit or read.path == ("context",)
                if touches and not (own and (read.after_write or read.transition is not None)):
                    found.add(name)
        return frozenset(found)

    def _set_again(self, unit: Unit, name: str, readers: frozenset[str]) -> str | None:
        graph, writers = self._graph, self._writes[unit]
        if any(read.transition is not None and unit_of(read.path) == unit for read in graph.assignment.reads[name]):
            return None
        first: str | None = None
        seen: set[str] = set()
        waiting = list(graph.successors.get(name, ()))
        if not waiting:
            return None
        while waiting:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            if at not in graph.nodes or at in readers or graph.nodes[at].type in OPAQUE or not graph.successors[at]:
                return None
            if at in writers:
                first = at if first is None else min(first, at, key=self._position.__getitem__)
            else:
                waiting.extend(graph.successors[at])
        return first


def _whole_writes(node: Node) -> Mapping[Unit, str]:
    """Return the keys that a node surely sets as a whole, each with the line that does it."""
    found: dict[Unit, str] = {}
    if isinstance(node, ServiceNode):
        return found
    for script in scripts_of(node):
        if not script.always:
            continue
        for use in context_paths(script.source):
            path = canonical(use.path)
            is_whole = len(path) == 2 and path == unit_of(path) and path[1] not in PLATFORM_KEYS
            if use.kind == "write" and use.certain and is_whole:
                found.setdefault(path, line_pointer(script.pointer, script.source, use.line))
    return found
