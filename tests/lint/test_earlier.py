"""Conditions that are found by what they test are those that are found by comparing each with each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from xogen.lint.earlier import Budget, Earlier
from xogen.lint.logic import Atom, Case, case_implies

OPERATORS = ["exists", "not-exists", "eq", "neq", "gt", "gte", "lt", "lte", "contains"]
ATOMS = st.builds(
    Atom, st.sampled_from([("context", "a"), ("context", "b")]), st.sampled_from(OPERATORS), st.sampled_from("12x")
)
CASES = st.lists(st.frozensets(ATOMS, max_size=3), min_size=1, max_size=3).map(tuple)


def covered_by(inner: Sequence[Case], outer: Iterable[Case]) -> bool:
    every = list(outer)
    return all(any(case_implies(case, other) for other in every) for case in inner)


def one_always_holds(every: Iterable[Case]) -> bool:
    single = {next(iter(case)) for case in every if len(case) == 1}
    opposites = (("exists", "not-exists"), ("eq", "neq"))
    return any(atom.op == op and atom._replace(op=opposite) in single for atom in single for op, opposite in opposites)


@given(st.lists(CASES, max_size=6), CASES)
def test_what_covers_a_condition_is_found_as_by_comparing_all(before, own):
    earlier = Earlier(Budget())
    for index, cases in enumerate(before):
        earlier.add(index, cases)
    every = [case for cases in before for case in cases]
    alone = next((index for index, cases in enumerate(before) if covered_by(own, cases)), None)
    assert earlier.covering(own) == (covered_by(own, every), alone)
    assert (own in earlier) == any(set(own) == set(cases) for cases in before)
    assert earlier.always_holds == one_always_holds(every)


def test_a_branch_of_thousands_of_values_compares_none_of_them():
    budget = Budget(0)
    earlier = Earlier(budget)
    for index in range(5_000):
        case = frozenset([Atom(("context", "a"), "eq", str(index))])
        assert earlier.covering([case]) == (False, None)
        earlier.add(index, [case])
    assert not budget.is_spent


def test_a_budget_that_is_used_up_says_so_and_finds_no_more():
    budget = Budget(0)
    earlier = Earlier(budget)
    for index in range(3):
        earlier.add(index, [frozenset([Atom(("context", "a"), "gt", str(index))])])
    assert earlier.covering([frozenset([Atom(("context", "a"), "eq", "9")])]) == (False, None)
    assert budget.is_spent
