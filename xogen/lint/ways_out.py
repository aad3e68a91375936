"""The ways out of the nodes of a dialog, looked at once for all rules that ask of some of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from xogen.model.conditions import Condition
from xogen.model.nodes import NOT_CONNECTED

if TYPE_CHECKING:
    from xogen.lint.facts import Placed

Conditional = tuple["Placed", int, Condition]
"""A node, the index of a transition there, and its condition."""


class WaysOut(NamedTuple):
    """The ways out, in the order of the nodes.

    Attributes:
        stuck: the nodes without any.
        branches: the nodes with several.
        conditional: the nodes with a condition.
        conditions: every condition.
        loose: the ways that are not connected, by node and index.
        targets: what the ways lead to, by the id of the bot action that they stand in, ``""`` outside of all.
    """

    stuck: Sequence[Placed]
    branches: Sequence[Placed]
    conditional: Sequence[Placed]
    conditions: Sequence[Conditional]
    loose: Sequence[tuple[Placed, int]]
    targets: Mapping[str, set[str]]


def ways_out(places: Iterable[Placed]) -> WaysOut:
    """Sort the ways out of nodes."""
    stuck: list[Placed] = []
    branches: list[Placed] = []
    conditional: list[Placed] = []
    conditions: list[Conditional] = []
    loose: list[tuple[Placed, int]] = []
    outside: set[str] = set()
    targets = {"": outside}
    for place in places:
        node, _, parent = place
        leading = outside if parent is None else targets.setdefault(parent.id, set())
        ways = node.transitions
        before = len(conditions)
        for index, way in enumerate(ways):
            leading.add(way.to)
            if way.when is not None:
                conditions.append((place, index, way.when))
            if way.to == NOT_CONNECTED:
                loose.append((place, index))
        if not ways:
            stuck.append(place)
        elif len(ways) > 1:
            branches.append(place)
        if len(conditions) > before:
            conditional.append(place)
    return WaysOut(stuck, branches, conditional, conditions, loose, targets)
