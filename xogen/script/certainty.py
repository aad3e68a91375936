"""Which writes of a script happen on every way through it, and which reads come after such a write."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from xogen.script.bits import PathBits, PathKey
from xogen.script.run import JUMPS, SHORT_CIRCUIT, TURNS, Kind, Run, Step

if TYPE_CHECKING:
    from xogen.script.tree import Tree

Effect = tuple[int, Kind, PathKey]
"""Where something is done, what, and with which path."""


class Certainty(NamedTuple):
    """``paths``: set on every way when the script ends. ``after_write``: the nodes of reads that follow a write."""

    paths: Collection[PathKey]
    after_write: Collection[int]


def certainty(tree: Tree, effects: Sequence[Effect]) -> Certainty:
    """Run over a script.

    Args:
        tree: the script.
        effects: what happens, and where: in order for each node.
    """
    bits = PathBits()
    gains = {path: bits.gained(path) for _, kind, path in effects if kind == "write"}
    jumps = [node for kind in JUMPS for node in tree.of.get(kind, ())]
    if not gains and not jumps:
        return Certainty((), ())
    steps: dict[int, list[Step]] = {}
    only_sets = True
    for node, kind, path in effects:
        if kind == "write":
            steps.setdefault(node, []).append((kind, gains[path]))
            continue
        mask = bits.lost(path) if kind == "delete" else bits.known(path) if kind == "read" else 0
        if mask or (jumps and kind == "read"):  # a read of what is never set matters only where no way may lead
            steps.setdefault(node, []).append((kind, mask))
            only_sets = False
    if only_sets and _is_straight(tree):
        return Certainty(gains, ())
    final, after_write = Run(tree, steps, jumps).result()
    return Certainty({path for path in gains if final >> bits.numbers[path] & 1}, after_write)


def _is_straight(tree: Tree) -> bool:
    """Whether all that stands in a script happens whenever it runs."""
    return not tree.has_error and TURNS.isdisjoint(tree.of) and SHORT_CIRCUIT.isdisjoint(tree.signs.values())
