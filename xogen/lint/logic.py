"""What conditions say of each other: whether one can only hold where another holds, and whether it can hold at all.

Only what is sure counts. Values that are references are compared by their text; values that differ in case only are
taken as possibly equal, because how the platform compares them is not documented.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from xogen.lint.facts import TaskFacts
from xogen.model.conditions import AllOf, AnswerTest, AnyOf, Condition, ContextTest, EntityTest, IntentTest
from xogen.model.references import parse_path

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DYNAMIC = re.compile(r"\{\{|^(?:context|env|content|koreUtil)\.")
_ABOVE = frozenset({"gt", "gte"})
_BELOW = frozenset({"lt", "lte"})


class Atom(NamedTuple):
    """One test: of what, by which operator, with which value."""

    subject: tuple[str, ...]
    op: str
    value: str = ""


Case = frozenset[Atom]
"""Tests that hold together."""


def cases(condition: Condition, facts: TaskFacts) -> tuple[Case, ...]:
    """Return a condition as cases: it holds when one of them does."""
    match condition:
        case AllOf(all=tests):
            return (frozenset(_atom(test, facts) for test in tests),)
        case AnyOf(any=tests):
            return tuple(frozenset([_atom(test, facts)]) for test in tests)
        case _:
            return (frozenset([_atom(condition, facts)]),)


def is_contradictory(case: Case) -> bool:
    """Whether two tests of a case cannot hold together. Linear: what is tested is told by operators, not by pairs."""
    tested: defaultdict[tuple[str, ...], defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, op, value in case:
        tested[subject][op].add(value)
    return any(_cannot_hold(values) for values in tested.values())


def _cannot_hold(values: defaultdict[str, set[str]]) -> bool:
    """Whether tests of one subject, as values by operator, exclude each other."""
    if "not-exists" in values and not values.keys() <= {"not-exists", "neq"}:
        return True
    equal = values.get("eq", set())
    return not equal.isdisjoint(values.get("neq", ())) or _some_differ(equal) or _bounds_exclude(values)


def _some_differ(values: Iterable[str]) -> bool:
    """Whether two of some values ``surely_differ``."""
    fixed = [value for value in values if not _DYNAMIC.search(value)]
    numbers = {number for value in fixed if (number := _number(value)) is not None}
    words = {_folded(value) for value in fixed if _number(value) is None}
    if len(numbers) > 1 or len(words) > 1:
        return True
    return bool(words) and any(_folded(value) not in words for value in fixed)


def _bounds_exclude(values: Mapping[str, set[str]]) -> bool:
    """Whether the greatest lower bound lies above the least upper one; a value that is equalled is both."""
    bounds = [(op, number) for op, found in values.items() for value in found if (number := _number(value)) is not None]
    above = max(((number, op == "gt") for op, number in bounds if op in _ABOVE), default=None)
    below = min(((number, op != "lt") for op, number in bounds if op in _BELOW), default=None)
    equal = [number for op, number in bounds if op == "eq"]
    least = min(((number, True) for number in equal), default=None)
    most = max(((number, False) for number in equal), default=None)
    return any(
        low is not None and high is not None and (low[0] > high[0] or (low[0] == high[0] and (low[1] or not high[1])))
        for low, high in ((above, below), (above, least), (most, below))
    )


def _atom(condition: Condition, facts: TaskFacts) -> Atom:
    match condition:
        case ContextTest():
            path = parse_path(condition.context) or (condition.context,)
            return Atom(path, condition.op, condition.value or "")
        case EntityTest():
            known = facts.by_id.get(condition.entity)
            name = known.node.component if known else condition.entity
            return Atom(("context", "entities", name), condition.op, condition.value or "")
        case AnswerTest():
            return Atom(("answer",), "eq", condition.answer)
        case IntentTest():
            return Atom(("intent", condition.intent), "exists")
        case _:
            return Atom(("raw", condition.model_dump_json()), "exists")


def case_implies(inner: Case, outer: Case) -> bool:
    """Whether the tests of one case can only hold together where those of another do."""
    return all(wanted in inner or any(_implies(atom, wanted) for atom in inner) for wanted in outer)


def _implies(atom: Atom, wanted: Atom) -> bool:
    """Whether ``wanted`` holds wherever ``atom`` does."""
    if atom == wanted:
        return True
    if atom.subject != wanted.subject:
        return False
    if wanted.op == "exists":
        return atom.op not in {"not-exists", "neq"}
    if wanted.op == "neq":
        return exclude(atom, Atom(wanted.subject, "eq", wanted.value))
    return _number_implies(atom, wanted)


def _number_implies(atom: Atom, wanted: Atom) -> bool:
    have, need = _number(atom.value), _number(wanted.value)
    if have is None or need is None:
        return False
    if wanted.op in _ABOVE and atom.op in {"eq", *_ABOVE}:
        return have > need or (have == need and (wanted.op == "gte" or atom.op == "gt"))
    if wanted.op in _BELOW and atom.op in {"eq", *_BELOW}:
        return have < need or (have == need and (wanted.op == "lte" or atom.op == "lt"))
    return False


def exclude(first: Atom, second: Atom) -> bool:
    """Whether two tests of one subject cannot hold together. Ask in both orders."""
    if first.op == "not-exists":
        return second.op not in {"not-exists", "neq"}
    if first.op == "eq" and second.op == "neq":
        return first.value == second.value
    if first.op == "eq" and second.op == "eq":
        return surely_differ(first.value, second.value)
    low, high = _number(first.value), _number(second.value)
    if low is None or high is None:
        return False
    if first.op in {"eq", *_ABOVE} and second.op in _BELOW:
        return low > high or (low == high and (first.op == "gt" or second.op == "lt"))
    if first.op in _ABOVE and second.op == "eq":
        return low > high or (low == high and first.op == "gt")
    return False


def surely_differ(first: str, second: str) -> bool:
    """Whether two values are not equal however the platform compares them."""
    if _DYNAMIC.search(first) or _DYNAMIC.search(second):
        return False
    one, other = _number(first), _number(second)
    if one is not None and other is not None:
        return one != other
    return _folded(first) != _folded(second)


def _folded(text: str) -> str:
    return text.strip().casefold()


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None
