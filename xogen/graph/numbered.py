"""The part of a graph that the start reaches, with numbers for names: for flows and searches, whose loops are long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from xogen.graph import walks
from xogen.graph.flatten import Edge

if TYPE_CHECKING:
    from xogen.graph.dialog_graph import DialogGraph


class Numbered(NamedTuple):
    """Nodes and exits that the start reaches; the start is 0.

    Attributes:
        names: their names, in an order in which, circles aside, each comes after all that lead to it.
        number: their numbers by name.
        edges: the edges that leave each, with the number of what they lead to.
    """

    names: Sequence[str]
    number: Mapping[str, int]
    edges: Sequence[Sequence[tuple[int, Edge]]]


def numbered(graph: DialogGraph) -> Numbered:
    """Number what the start of a graph reaches."""
    start = graph.start
    if start is None:
        return Numbered((), {}, ())
    # Where no edge leads back, the document's order is such an order.
    names = _onwards(start, graph) if graph.leads_on else walks.reverse_post_order(start, graph.successors)
    number = {name: index for index, name in enumerate(names)}
    leaving = graph.out_edges
    edges = [[(number[edge.target], edge) for edge in leaving.get(name, ())] for name in names]
    return Numbered(names, number, edges)


def _onwards(start: str, graph: DialogGraph) -> list[str]:
    """Return what the start reaches where each edge leads to a node further down: nodes as they stand, then exits."""
    reached = {start}
    for name, following in graph.successors.items():
        if name in reached:
            reached.update(following)
    nodes = [name for name in graph.nodes if name in reached]
    return nodes + sorted(reached.difference(graph.nodes))
