"""Where nodes stand on the platform's canvas: the rows and columns of the drawing, at the builder's own distances.

The builder's cards are of one size, and it sets them 140 apart. In the eleven exports no two nodes of a column are
nearer than 102, no two of a row nearer than 240. The drawing's cards are as high as their text: they would overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from xogen.model.layout import Layout, Position
from xogen.model.nodes import BotActionNode, Node

_LEFT, _TOP, _COLUMN = 100, 100, 750
_DOWN, _ASIDE = 140, 260
_SAME = 12
"""Middles of cards that are no farther apart make one row or column: the measures are rounded."""

_Cell = tuple[int, float]


def places(nodes: Sequence[Node], layout: Layout) -> list[dict[str, int]]:
    """Return left and top of each node; those that the layout lacks go into one column below the others.

    Args:
        nodes: those of a dialog, in their order, without those inside bot actions.
        layout: of the task's drawing.
    """
    cells = _cells(nodes, layout.positions)
    stretched = _stretch(cells.values())
    outermost = min((x for _, x in cells.values()), default=0.0)
    below = max((row for row, _ in cells.values()), default=-1) + 1
    found = []
    for node in nodes:
        row, x = cells.get(node.id, (below, None))
        below += x is None
        left = _COLUMN if x is None else _LEFT + round((x - outermost) * stretched)
        found.append({"left": left, "top": _TOP + _DOWN * row})
    return found


def _cells(nodes: Sequence[Node], positions: Mapping[str, Position]) -> dict[str, _Cell]:
    """Return row and middle of each node that is drawn; of two in one place the first has it."""
    middles = {}
    for node in nodes:
        # A bot action stands where its first node does: the frame only surrounds it.
        inside = node.nodes[:1] if isinstance(node, BotActionNode) else ()
        place = next((positions[each.id] for each in (*inside, node) if each.id in positions), None)
        if place is not None:
            middles[node.id] = (place.left + place.width / 2, place.top + place.height / 2)
    columns = _groups(x for x, _ in middles.values())
    rows = _groups(y for _, y in middles.values())
    numbers = {first: number for number, first in enumerate(sorted(set(rows.values())))}
    taken: dict[_Cell, str] = {}
    for node_id, (x, y) in middles.items():
        taken.setdefault((numbers[rows[y]], columns[x]), node_id)
    return {node_id: cell for cell, node_id in taken.items()}


def _groups(values: Iterable[float]) -> dict[float, float]:
    """Return for each value the first of its group; a group ends where the next value is far off."""
    found: dict[float, float] = {}
    first = before = float("-inf")
    for value in sorted(set(values)):
        first = value if value - before > _SAME else first
        found[value] = first
        before = value
    return found


def _stretch(cells: Iterable[_Cell]) -> float:
    """Return by how much to widen the drawing, so that neighbours in a row do not overlap."""
    apart = [right[1] - left[1] for left, right in pairwise(sorted(cells)) if left[0] == right[0]]
    return max(1.0, _ASIDE / min(apart)) if apart else 1.0
