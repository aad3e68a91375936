"""Conditions that are tested more than once on a way: a way that takes one both as true and as false is none.

Only what is sure counts: tests of one value, while nothing on the way may have changed it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from xogen.graph.effects import Unit, unit_of
from xogen.graph.flatten import Edge
from xogen.model.conditions import AllOf, AnyOf, Condition, ContextTest, EntityTest
from xogen.model.nodes import Node
from xogen.model.references import parse_path
from xogen.script.paths import canonical

if TYPE_CHECKING:
    from xogen.graph.dialog_graph import DialogGraph


class Fact(NamedTuple):
    """A value that is there, or is there and equals another (``value`` is then not ``None``); or that does not."""

    subject: tuple[str, ...]
    value: str | None
    holds: bool


T = TypeVar("T")
Facts = int
"""What is known at a place: a bit mask over all facts that a dialog tests at several nodes."""
MOST_WAYS = 24
"""Ways out of a node whose conditions are all taken into account."""


class Choices:
    """What each edge says of the values that are tested at several nodes."""

    def __init__(self, graph: DialogGraph, components: Mapping[str, str]) -> None:
        """Read the conditions of a task; ``components`` are the names of entities by node id."""
        self._components = components
        ways: dict[str, dict[int, tuple[Fact, ...]]] = {name: {} for name, _, _ in graph.conditions}
        for edge in graph.edges if ways else ():
            if edge.owner in ways and edge.transition is not None:
                ways[edge.owner][edge.index] = ()
        tested: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for owner, said in ways.items():
            said.update(self._on(graph.nodes[owner], said))
            for fact in chain.from_iterable(said.values()):
                tested[fact.subject].add(owner)
        again = {subject for subject, owners in tested.items() if len(owners) > 1}
        self._said = _masked(ways, again)
        self._by_unit = _by_unit(self._said.bits)

    def __bool__(self) -> bool:
        """Whether anything is tested at several nodes."""
        return bool(self._said.ways)

    def changed(self, units: Iterable[Unit] | None) -> Facts:
        """Return the facts that may no longer hold when units change; ``None`` stands for all of them."""
        if units is None:
            return -1
        return _union(self._by_unit, (None, *units))

    def said(self, edge: Edge) -> tuple[Facts, Facts] | None:
        """Return what holds on an edge, and what cannot hold there; ``None`` where it says nothing."""
        return self._said.ways.get((edge.owner, edge.index))

    def _on(self, owner: Node, ways: Iterable[int]) -> Iterator[tuple[int, tuple[Fact, ...]]]:
        """Yield what holds on ways out of a node: the own condition, and that none before it holds."""
        # Of a branch with more ways, what does not hold is left out: it would be the square of them.
        is_short = len(owner.transitions) <= MOST_WAYS
        before: list[Fact] = []
        wanted = set(ways)
        for index, way in enumerate(owner.transitions):
            when = way.when
            own = self._facts(when.all if isinstance(when, AllOf) else (when,))
            if index in wanted:
                yield index, (*before, *own)
            if is_short:
                not_held = self._facts(when.any) if isinstance(when, AnyOf) else own
                before += [] if isinstance(when, AllOf) else [_not(fact) for fact in not_held]

    def _facts(self, tests: Iterable[Condition | None]) -> list[Fact]:
        return [fact for test in tests if test is not None and (fact := self._fact(test)) is not None]

    def _fact(self, test: Condition) -> Fact | None:
        """Return a test as a fact; ``None`` for comparisons of size and values that are only known at run time."""
        if isinstance(test, ContextTest):
            subject = canonical(parse_path(test.context) or ("",))
        elif isinstance(test, EntityTest):
            subject = ("context", "entities", self._components.get(test.entity, test.entity))
        else:
            return None
        if test.op in {"exists", "not-exists"}:
            return Fact(subject, None, test.op == "exists")
        if test.op in {"eq", "neq"} and not _is_dynamic(test.value or ""):
            return Fact(subject, test.value or "", test.op == "eq")
        return None


def _not(fact: Fact) -> Fact:
    subject, value, holds = fact
    return Fact(subject, value, not holds)


class _Masked(NamedTuple):
    """The facts on subjects that are tested at several nodes: their bits, and what each way says in bits."""

    bits: Mapping[Fact, int]
    ways: Mapping[tuple[str, int], tuple[Facts, Facts]]


def _masked(ways: Mapping[str, Mapping[int, tuple[Fact, ...]]], subjects: Collection[tuple[str, ...]]) -> _Masked:
    kept = {
        (owner, index): facts
        for owner, said in ways.items()
        for index, found in said.items()
        if found and (facts := [fact for fact in found if fact.subject in subjects])
    }
    every = dict.fromkeys(chain.from_iterable(kept.values()))
    bits = {fact: 1 << index for index, fact in enumerate(every)}
    excluded = _excluded(bits)
    return _Masked(bits, {way: (_union(bits, facts), _union(excluded, facts)) for way, facts in kept.items()})


def _union(masks: Mapping[T, Facts], keys: Iterable[T]) -> Facts:
    found = 0
    for key in keys:
        found |= masks.get(key, 0)
    return found


def _is_dynamic(value: str) -> bool:
    return "{{" in value or value.startswith(("context.", "env.", "content.", "koreUtil."))


def _by_unit(bits: Mapping[Fact, int]) -> dict[Unit | None, int]:
    """Return the facts on each unit; those on no unit that is known are under ``None``."""
    found: defaultdict[Unit | None, int] = defaultdict(int)
    for fact, bit in bits.items():
        found[unit_of(fact.subject)] |= bit
    return found


def _excluded(bits: Mapping[Fact, int]) -> dict[Fact, int]:
    """Return the facts that cannot hold together with each one."""
    equal: defaultdict[tuple[str, ...], int] = defaultdict(int)
    same: defaultdict[tuple[tuple[str, ...], str | float], int] = defaultdict(int)
    for (subject, value, holds), bit in bits.items():
        if value is not None and holds:
            equal[subject] |= bit
            same[subject, _folded(value)] |= bit
    found: dict[Fact, int] = {}
    for fact in bits:
        subject, value, holds = fact
        found[fact] = bits.get(_not(fact), 0)
        if value is None and not holds:  # nothing equals a value and is not there
            found[fact] |= equal[subject]
        elif value is not None and holds:
            found[fact] |= bits.get(Fact(subject, None, holds=False), 0)
            found[fact] |= equal[subject] & ~same[subject, _folded(value)]
    return found


def _folded(value: str) -> str | float:
    """Return what two values have in common that may be equal: they differ in case, or in how a number is written."""
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    return value.strip().casefold() if math.isnan(number) else number
