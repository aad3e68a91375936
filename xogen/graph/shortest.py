"""The shortest way from the start to each node, and where a value is set on one: told for all nodes by one walk."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from xogen.graph import walks
from xogen.graph.choices import Choices, Facts
from xogen.graph.flatten import Edge
from xogen.model.once import once

if TYPE_CHECKING:
    from xogen.graph.dialog_graph import DialogGraph

Spans = list[tuple[int, int]]
"""Disjoint spans of the tree that the shortest ways form, in their order."""


class ShortestWays:
    """The tree of the shortest ways, with the edges that they take.

    Attributes:
        edges: the last edge of the way to each node or exit that the start reaches, but for the start.
        possible: the nodes and exits whose way takes no condition both as true and as false.
    """

    def __init__(self, graph: DialogGraph, choices: Choices, forgotten: Sequence[Facts]) -> None:
        """Walk from the start.

        Args:
            graph: the graph, with a start.
            choices: what conditions say.
            forgotten: what is no longer known behind each node, by its number.
        """
        net = graph.numbered
        self._start = net.names[0]
        last: list[Edge | None] = [None] * len(net.names)
        known: list[Facts | None] = [None] * len(net.names)
        known[0] = 0
        self.edges: dict[str, Edge] = {}
        waiting = [0]
        for here in waiting:
            at = known[here]
            kept = at & ~forgotten[here] if at else at
            for target, edge in net.edges[here]:
                first = last[target]
                if first is None and target:
                    waiting.append(target)
                # Of several edges to one node, the first that is possible.
                elif first is None or known[target] is not None or first.source != edge.source:
                    continue
                known[target] = None if kept is None else _along(choices.said(edge), kept)
                last[target] = self.edges[edge.target] = edge
        self.possible = frozenset(net.names[each] for each in waiting if known[each] is not None)

    def way(self, target: str) -> tuple[str, ...]:
        """Return the nodes of the way to one that is reached."""
        way = [target]
        while way[-1] != self._start:
            way.append(self.edges[way[-1]].source)
        return tuple(reversed(way))

    @once
    def _spans(self) -> Mapping[str, tuple[int, int]]:
        children: dict[str, list[str]] = {}
        for name, edge in self.edges.items():
            children.setdefault(edge.source, []).append(name)
        return walks.nesting(self._start, children)

    @once
    def _ends(self) -> Mapping[int, str]:
        return {id(edge): name for name, edge in self.edges.items()}

    def behind(self, nodes: Iterable[str], edges: Iterable[int]) -> Spans:
        """Return where the ways run that go through some nodes before they arrive, or over some edges, by identity."""
        after = [(self._spans[name][0] + 1, self._spans[name][1]) for name in nodes if name in self._spans]
        over = [self._spans[self._ends[edge]] for edge in edges if edge in self._ends]
        found: Spans = []
        # Two spans of a tree are apart, or one is within the other.
        for first, last in sorted([*after, *over], key=lambda span: (span[0], -span[1])):
            if first < last and (not found or found[-1][1] <= first):
                found.append((first, last))
        return found

    def runs_in(self, spans: Spans, target: str) -> bool:
        """Whether the way to a node runs there."""
        position = self._spans[target][0]
        index = bisect_right(spans, position, key=lambda span: span[0]) - 1
        return index >= 0 and position < spans[index][1]


def _along(said: tuple[Facts, Facts] | None, kept: Facts) -> Facts | None:
    """Return what is known after an edge, or ``None`` when it cannot be taken."""
    if said is None:
        return kept
    known = kept | said[0]
    return None if known & said[1] else known
