"""Which edges close a loop: the ones that lead up again when a canvas is read from its start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def back_edges(ways: Mapping[str, Sequence[str]]) -> frozenset[tuple[str, int]]:
    """Find the edges that lead back to a node on the way that a depth-first walk came by.

    Args:
        ways: the targets of each node in order; the walk begins at the first node, then at each one not yet met.

    Returns:
        Each such edge as node and index of its target. Without them the graph has no cycle.
    """
    found: set[tuple[str, int]] = set()
    open_nodes: set[str] = set()
    met: set[str] = set()
    for start in ways:
        if start in met:
            continue
        met.add(start)
        open_nodes.add(start)
        stack = [(start, enumerate(ways[start]))]
        while stack:
            node, rest = stack[-1]
            for index, target in rest:
                if target in open_nodes:
                    found.add((node, index))
                elif target in ways and target not in met:
                    met.add(target)
                    open_nodes.add(target)
                    stack.append((target, enumerate(ways[target])))
                    break
            else:
                open_nodes.discard(node)
                stack.pop()
    return frozenset(found)
