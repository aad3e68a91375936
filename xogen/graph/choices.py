"""Conditions that are tested more than once on a way: a way that takes one both as true and as false is none.

Only what is sure counts: tests of one value, while nothing on the way may have changed it.
"""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import or_
from typing import NamedTuple

from xogen.graph.effects import Unit, unit_of
from xogen.graph.flatten import Edge
from xogen.model.conditions import AllOf, AnyOf, Condition, ContextTest, EntityTest
from xogen.model.nodes import Node
from xogen.model.references import parse_path
from xogen.script.paths import canonical


class Fact(NamedTuple):
    """A value that is there, or is there and equals another (``value`` is then not ``None``); or that does not."""

    subject: tuple[str, ...]
    value: str | None
    holds: bool


Facts = int
"""What is known at a place: a bit mask over all facts that a dialog tests at several nodes."""
MOST_WAYS = 24
"""Ways out of a node whose conditions are all taken into account."""


class Choices:
    """What each edge says of the values that are tested at several nodes."""

    def __init__(self, nodes: Mapping[str, Node], edges: tuple[Edge, ...], components: Mapping[str, str]) -> None:
        """Read the conditions of a task; ``components`` are the names of entities by node id."""
        self._components = components
        tested: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        said: dict[int, tuple[Fact, ...]] = {}
        for edge in edges:
            said[id(edge)] = found = tuple(self._on(edge, nodes[edge.owner]))
            for fact in found:
                tested[fact.subject].add(edge.owner)
        again = {subject for subject, owners in tested.items() if len(owners) > 1}
        facts = dict.fromkeys(fact for found in said.values() for fact in found if fact.subject in again)
        self._bits = {fact: 1 << index for index, fact in enumerate(facts)}
        excluded = _excluded(self._bits)
        self._said = {
            key: (masks, functools.reduce(or_, (excluded[mask] for mask in masks)))
            for key, found in said.items()
            if (masks := [self._bits[fact] for fact in found if fact.subject in again])
        }
        self._by_unit = _by_unit(self._bits)

    def __bool__(self) -> bool:
        """Whether anything is tested at several nodes."""
        return bool(self._said)

    def changed(self, units: Iterable[Unit] | None) -> Facts:
        """Return the facts that may no longer hold when units change; ``None`` stands for all of them."""
        if units is None:
            return -1
        return functools.reduce(or_, (self._by_unit.get(unit, 0) for unit in units), self._by_unit.get(None, 0))

    def along(self, edge: Edge, kept: Facts) -> Facts | None:
        """Return what is known after an edge, or ``None`` when it cannot be taken.

        Args:
            edge: the edge.
            kept: what is known before it, without what its source may have changed.
        """
        said = self._said.get(id(edge))
        if said is None:
            return kept
        masks, excluded = said
        known = functools.reduce(or_, masks, kept)
        return None if known & excluded else known

    def _on(self, edge: Edge, owner: Node) -> Iterator[Fact]:
        """Yield what holds on an edge: its own condition, and that none before it holds."""
        if edge.transition is None:
            return
        # Of a branch with more ways, what does not hold is left out: it would be the square of them.
        before = owner.transitions[: edge.index] if len(owner.transitions) <= MOST_WAYS else ()
        for way in before:
            tests = way.when.any if isinstance(way.when, AnyOf) else (way.when,)
            for fact in filter(None, map(self._fact, tests)):
                yield fact._replace(holds=not fact.holds)
        when = edge.transition.when
        yield from filter(None, map(self._fact, when.all if isinstance(when, AllOf) else (when,)))

    def _fact(self, test: Condition | None) -> Fact | None:
        """Return a test as a fact; ``None`` for comparisons of size and values that are only known at run time."""
        match test:
            case EntityTest():
                subject: tuple[str, ...] = ("context", "entities", self._components.get(test.entity, test.entity))
            case ContextTest():
                subject = canonical(parse_path(test.context) or ("",))
            case _:
                return None
        if test.op in {"exists", "not-exists"}:
            return Fact(subject, None, test.op == "exists")
        if test.op in {"eq", "neq"} and not _is_dynamic(test.value or ""):
            return Fact(subject, test.value or "", test.op == "eq")
        return None


def _is_dynamic(value: str) -> bool:
    return "{{" in value or value.startswith(("context.", "env.", "content.", "koreUtil."))


def _by_unit(bits: Mapping[Fact, int]) -> dict[Unit | None, int]:
    """Return the facts on each unit; those on no unit that is known are under ``None``."""
    found: defaultdict[Unit | None, int] = defaultdict(int)
    for fact, bit in bits.items():
        found[unit_of(fact.subject)] |= bit
    return found


def _excluded(bits: Mapping[Fact, int]) -> dict[int, int]:
    """Return the facts that cannot hold together with each one, by its bit."""
    equal: defaultdict[tuple[str, ...], int] = defaultdict(int)
    same: defaultdict[tuple[tuple[str, ...], str | float], int] = defaultdict(int)
    for (subject, value, holds), bit in bits.items():
        if value is not None and holds:
            equal[subject] |= bit
            same[subject, _folded(value)] |= bit
    found: dict[int, int] = {}
    for fact, bit in bits.items():
        subject, value, holds = fact
        found[bit] = bits.get(fact._replace(holds=not holds), 0)
        if value is None and not holds:  # nothing equals a value and is not there
            found[bit] |= equal[subject]
        elif value is not None and holds:
            found[bit] |= bits.get(Fact(subject, None, holds=False), 0)
            found[bit] |= equal[subject] & ~same[subject, _folded(value)]
    return found


def _folded(value: str) -> str | float:
    """Return what two values have in common that may be equal: they differ in case, or in how a number is written."""
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    return value.strip().casefold() if math.isnan(number) else number
