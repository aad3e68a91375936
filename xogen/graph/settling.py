"""What holds on every way from the start to a node, as bits: followed until nothing changes any more."""

from __future__ import annotations

from collections.abc import Sequence

Change = tuple[int, int]
"""What a step keeps of the bits before it, and what it adds."""
Arrow = tuple[int, Change | None]
"""What an edge leads to, and what it changes."""


def after(bits: int, change: Change | None) -> int:
    """Return the bits after a step."""
    return bits if change is None else (bits & change[0]) | change[1]


def settle(changes: Sequence[Change | None], arrows: Sequence[Sequence[Arrow]], most: int) -> list[int] | None:
    """Return the bits that hold at the entry of each node on every way there.

    The first node is the start, where none holds; it reaches all others. Each visit that changes something takes at
    least one bit away, so the visits are bounded, but not by much: in a ladder of loops a change may run through all of
    it for each bit. So they are counted.

    Args:
        changes: what each node changes.
        arrows: the edges that leave each node.
        most: how many nodes and edges may be visited.

    Returns:
        ``None`` where that was not enough.
    """
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
