"""What holds on every way from the start to a node, as bits: followed until nothing changes any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xogen.graph.dialog_graph import DialogGraph

Change = tuple[int, int]
"""What a step keeps of the bits before it, and what it adds."""
Arrow = tuple[int, Change | None]
"""What an edge leads to, and what it changes."""


def after(bits: int, change: Change | None) -> int:
    """Return the bits after a step."""
    return bits if change is None else (bits & change[0]) | change[1]


def settle(
    graph: DialogGraph, changes: Mapping[str, Change], learned: Mapping[tuple[str, int], Change], most: int
) -> Mapping[str, int] | None:
    """Return the bits that hold at the entry of each node, and exit, that the start reaches, on every way there.

    Args:
        graph: the graph; at its start no bit holds.
        changes: what nodes change.
        learned: what holds on ways out of nodes by their conditions: by the owner of the transition and its index.
        most: how many nodes and edges may be visited.

    Returns:
        ``None`` where that was not enough.
    """
    if graph.leads_on and most > 0:
        return _in_one_pass(graph, changes, learned)
    net = graph.numbered
    arrows = [[(target, learned.get((edge.owner, edge.index))) for target, edge in edges] for edges in net.edges]
    found = _until_settled([changes.get(name) for name in net.names], arrows, most)
    return None if found is None else dict(zip(net.names, found, strict=True))


def _in_one_pass(
    graph: DialogGraph, changes: Mapping[str, Change], learned: Mapping[tuple[str, int], Change]
) -> Mapping[str, int]:
    """Where each edge leads further down, all that leads to a node stands above it."""
    entry: dict[str, int] = {} if graph.start is None else {graph.start: 0}
    for name, edges in graph.out_edges.items():
        bits = entry.get(name)
        if bits is None:
            continue
        change = changes.get(name)
        if change is not None:
            bits = (bits & change[0]) | change[1]
        for edge in edges:
            along = after(bits, learned.get((edge.owner, edge.index))) if learned else bits
            known = entry.get(edge.target)
            entry[edge.target] = along if known is None else known & along
    return entry


def _until_settled(
    changes: Sequence[Change | None], arrows: Sequence[Sequence[Arrow]], most: int
) -> Sequence[int] | None:
    """Go from node to node, by their numbers, until nothing changes any more.

    Each visit that changes something takes at least one bit away, so the visits are bounded, but not by much: in a
    ladder of loops a change may run through all of it for each bit. So they are counted.
    """
    if not changes:
        return ()
    entry: list[int | None] = [None] * len(changes)
    entry[0] = 0
    queued = bytearray(len(changes))
    queued[0] = 1
    here = 0
    # The first in the order that waits comes first: circles aside, all that lead to it were visited before.
    while most > 0 and (here := queued.find(1, here)) >= 0:
        queued[here] = 0
        leaving = arrows[here]
        most -= 1 + len(leaving)
        bits = after(entry[here] or 0, changes[here])
        for target, change in leaving:
            known = entry[target]
            along = bits if change is None else (bits & change[0]) | change[1]
            joined = along if known is None else known & along
            if joined != known:
                entry[target] = joined
                queued[target] = 1
                here = min(here, target)
    return None if 1 in queued else [bits or 0 for bits in entry]
