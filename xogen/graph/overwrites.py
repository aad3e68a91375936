"""Values that are set and set again before anybody reads them.

A value is lost when every way from where it is set comes to a node that surely sets it anew, and none comes before to a
node that reads it, to an exit, or to a node whose doings a dialog file does not show: there somebody else may read it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from xogen.graph.assignment import PLATFORM_KEYS
from xogen.graph.effects import OPAQUE, Unit, unit_of
from xogen.graph.reads import Read, ScriptPlace, line_pointer
from xogen.model.once import once
from xogen.script.paths import canonical, context_paths

if TYPE_CHECKING:
    from xogen.graph.dialog_graph import DialogGraph

MOST_WRITES = 200
"""Writes of one dialog that are looked at: each takes a walk."""


WHOLE = ("context",)


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
        self._writes: defaultdict[Unit, dict[str, str]] = defaultdict(dict)
        for name, scripts in graph.scripts.items():
            if graph.nodes[name].type != "service" and name in graph.reachable:
                for unit, pointer in _whole_writes(scripts).items():
                    self._writes[unit][name] = pointer
        self._again = [(unit, name) for unit, nodes in self._writes.items() if len(nodes) > 1 for name in nodes]

    @property
    def is_complete(self) -> bool:
        """Whether all writes are looked at."""
        return len(self._again) <= MOST_WRITES

    def lost(self) -> Iterator[Lost]:
        """Yield the writes that are lost, in the order of the nodes that set each value."""
        for unit, name in self._again[:MOST_WRITES]:
            readers = self._readers[unit]
            again = None if name in readers else self._set_again(unit, name, readers)
            if again is not None:
                yield Lost(unit, name, self._writes[unit][name], again)

    @once
    def _readers(self) -> Mapping[Unit, set[str]]:
        """The nodes that read each unit, but for what a node reads after it has set it itself."""
        found: dict[Unit, set[str]] = {unit: set() for unit, _ in self._again}
        flow = self._graph.assignment
        sought = [(name, *each) for name, reads in flow.reads_of_written.items() for each in reads]
        whole = [(name, read) for name, reads in flow.reads.items() for read in reads if read.path == WHOLE]
        sought += [(name, read, unit) for name, read in whole for unit in found]
        for name, read, unit in sought:
            if unit in found and not (name in self._writes[unit] and _is_own(read)):
                found[unit].add(name)
        return found

    def _set_again(self, unit: Unit, name: str, readers: Collection[str]) -> str | None:
        graph, writers = self._graph, self._writes[unit]
        own = graph.assignment.reads_of_written.get(name, ())
        if any(read.transition is not None and each == unit for read, each in own):
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
                first = at if first is None else min(first, at, key=graph.position.__getitem__)
            else:
                waiting.extend(graph.successors[at])
        return first


def _is_own(read: Read) -> bool:
    """Whether a node that sets a value reads it afterwards."""
    return read.after_write or read.transition is not None


def _whole_writes(scripts: Iterable[ScriptPlace]) -> Mapping[Unit, str]:
    """Return the keys that scripts surely set as a whole, each with the line that does it."""
    found: dict[Unit, str] = {}
    for script in scripts:
        for use in context_paths(script.source) if script.always else ():
            if use.kind == "write" and use.certain:
                path = canonical(use.path)
                if len(path) == 2 and path == unit_of(path) and path[1] not in PLATFORM_KEYS:
                    found.setdefault(path, line_pointer(script.pointer, script.source, use.line))
    return found
