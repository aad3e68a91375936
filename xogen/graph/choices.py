"""Conditions that are tested more than once on a way: a way that takes one both as true and as false is none.

Only what is sure counts: tests of one value, while nothing on the way may have changed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
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


Facts = frozenset[Fact]
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
        self._said = {
            key: kept for key, facts in said.items() if (kept := [each for each in facts if each.subject in again])
        }

    def __bool__(self) -> bool:
        """Whether anything is tested at several nodes."""
        return bool(self._said)

    def along(self, edge: Edge, known: Facts, is_changed: Callable[[Unit], bool]) -> Facts | None:
        """Return what is known after an edge, or ``None`` when it cannot be taken.

        Args:
            edge: the edge.
            known: what is known before its source.
            is_changed: whether the source may change a value.
        """
        said = self._said.get(id(edge), ())
        if not known and not said:
            return known
        kept = {fact for fact in known if not _touched(fact, is_changed)}
        for fact in said:
            if any(_exclude(fact, other) for other in kept):
                return None
            kept.add(fact)
        return frozenset(kept)

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


def _touched(fact: Fact, is_changed: Callable[[Unit], bool]) -> bool:
    unit = unit_of(fact.subject)
    return unit is None or is_changed(unit)


def _is_dynamic(value: str) -> bool:
    return "{{" in value or value.startswith(("context.", "env.", "content.", "koreUtil."))


def _exclude(one: Fact, other: Fact) -> bool:
    if one.subject != other.subject:
        return False
    if one.value == other.value:
        return one.holds != other.holds
    if one.value is None or other.value is None:  # nothing equals a value and is not there
        there, equal = (one, other) if one.value is None else (other, one)
        return equal.holds and not there.holds
    return one.holds and other.holds and _differ(one.value, other.value)


def _differ(one: str, other: str) -> bool:
    """Whether two values differ in more than case, or in how a number is written."""
    try:
        return float(one) != float(other)
    except ValueError:
        return one.strip().casefold() != other.strip().casefold()
