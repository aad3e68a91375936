"""What conditions say of each other. Only what is sure counts."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.lint.examples import dialog, entity
from xogen.lint.facts import Document, TaskFacts
from xogen.lint.known import Known
from xogen.lint.logic import Atom, case_implies, cases, exclude, is_contradictory
from xogen.model.conditions import AllOf, AnswerTest, AnyOf, ContextTest, EntityTest, IntentTest, RawTest
from xogen.model.dialog import DialogTask

FACTS = TaskFacts(Document("x", DialogTask.model_validate(dialog(entity("asked", "end", name="company")))), Known())
X = "context.x"


def value_is(op, value=None, context=X):
    return ContextTest(context=context, op=op, value=value)


def implies(inner, outer):
    every = cases(outer, FACTS)
    return all(any(case_implies(case, other) for other in every) for case in cases(inner, FACTS))


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        pytest.param(value_is("eq", "1"), value_is("exists"), True, id="a value is there"),
        pytest.param(value_is("neq", "1"), value_is("exists"), False, id="nothing differs from a value too"),
        pytest.param(value_is("eq", "1"), value_is("neq", "2"), True, id="one value is not the other"),
        pytest.param(value_is("eq", "a"), value_is("neq", "A"), False, id="case may make no difference"),
        pytest.param(value_is("eq", "1"), value_is("neq", "1.0"), False, id="equal numbers"),
        pytest.param(value_is("eq", "context.y"), value_is("neq", "1"), False, id="a reference may be anything"),
        pytest.param(value_is("gt", "5"), value_is("gt", "3"), True, id="above more"),
        pytest.param(value_is("gt", "3"), value_is("gt", "5"), False, id="above less"),
        pytest.param(value_is("gte", "5"), value_is("gt", "5"), False, id="the bound itself"),
        pytest.param(value_is("gt", "5"), value_is("gte", "5"), True, id="without the bound"),
        pytest.param(value_is("eq", "5"), value_is("lte", "5"), True, id="a number at the bound"),
        pytest.param(value_is("lt", "5"), value_is("lt", "5.5"), True, id="decimals"),
        pytest.param(value_is("gt", "10"), value_is("gt", "9"), True, id="numbers, not texts"),
        pytest.param(value_is("eq", "1"), value_is("eq", "1", "context.y"), False, id="another value"),
        pytest.param(
            AllOf(all=(value_is("eq", "1"), value_is("exists", context="context.y"))),
            value_is("eq", "1"),
            True,
            id="all",
        ),
        pytest.param(
            value_is("eq", "1"),
            AllOf(all=(value_is("eq", "1"), value_is("exists", context="context.y"))),
            False,
            id="part",
        ),
        pytest.param(value_is("eq", "1"), AnyOf(any=(value_is("eq", "2"), value_is("eq", "1"))), True, id="one of any"),
        pytest.param(
            AnyOf(any=(value_is("eq", "2"), value_is("eq", "1"))), value_is("eq", "1"), False, id="not all of any"
        ),
        pytest.param(AnswerTest(answer="yes"), AnswerTest(answer="no"), False, id="answers"),
        pytest.param(IntentTest(intent="a"), IntentTest(intent="b"), False, id="intents"),
        pytest.param(RawTest(raw={"a": 1}), RawTest(raw={"a": 2}), False, id="forms that are not known"),
        pytest.param(
            EntityTest(entity="asked", op="eq", value="Acme"),
            value_is("exists", context="context.entities.company"),
            True,
            id="an entity by its node and by its name",
        ),
        pytest.param(
            EntityTest(entity="asked"), value_is("exists", context='context["entities"].company'), True, id="brackets"
        ),
    ],
)
def test_one_condition_holds_only_where_the_other_does(inner, outer, expected):
    assert implies(inner, outer) is expected


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        pytest.param([value_is("eq", "1"), value_is("eq", "2")], True, id="two values"),
        pytest.param([value_is("eq", "a"), value_is("eq", "A")], False, id="case may make no difference"),
        pytest.param([value_is("eq", "{{context.y}}"), value_is("eq", "2")], False, id="a reference"),
        pytest.param([value_is("exists"), value_is("not-exists")], True, id="there and not there"),
        pytest.param([value_is("not-exists"), value_is("neq", "1")], False, id="not there, and not this"),
        pytest.param([value_is("eq", "1"), value_is("neq", "1")], True, id="this and not this"),
        pytest.param([value_is("gt", "5"), value_is("lt", "3")], True, id="above and below"),
        pytest.param([value_is("gte", "5"), value_is("lte", "5")], False, id="exactly"),
        pytest.param([value_is("gt", "5"), value_is("lte", "5")], True, id="above and at most"),
        pytest.param([value_is("gt", "5"), value_is("eq", "5")], True, id="above and equal"),
        pytest.param([value_is("gte", "5"), value_is("eq", "5")], False, id="at least and equal"),
        pytest.param([value_is("lt", "3"), value_is("gt", "1")], False, id="between"),
        pytest.param([value_is("eq", "1"), value_is("eq", "2", "context.y")], False, id="two subjects"),
        pytest.param([value_is("contains", "a"), value_is("contains", "b")], False, id="contains both"),
    ],
)
def test_tests_exclude_each_other(tests, expected):
    for order in (tests, tests[::-1]):
        (case,) = cases(AllOf(all=tuple(order)), FACTS)
        assert is_contradictory(case) is expected


NUMBERS = st.integers(min_value=-3, max_value=3)
OPS = st.sampled_from(["exists", "eq", "neq", "gt", "gte", "lt", "lte"])
MEANING = {
    "exists": lambda _value, _bound: True,
    "eq": lambda value, bound: value == bound,
    "neq": lambda value, bound: value != bound,
    "gt": lambda value, bound: value > bound,
    "gte": lambda value, bound: value >= bound,
    "lt": lambda value, bound: value < bound,
    "lte": lambda value, bound: value <= bound,
}
TESTS = st.builds(lambda op, bound: (op, bound), OPS, NUMBERS)


def holds(test, value):
    return MEANING[test[0]](value, test[1])


@given(st.lists(TESTS, min_size=1, max_size=3), st.lists(TESTS, min_size=1, max_size=3))
def test_what_is_said_to_follow_does_follow_for_every_number(inner, outer):
    def condition(tests, form, key):
        return form(**{key: tuple(value_is(op, None if op == "exists" else str(bound)) for op, bound in tests)})

    values = [half / 2 for half in range(-9, 10)]
    for (inner_key, inner_all), (outer_key, outer_all) in product([("all", all), ("any", any)], repeat=2):
        forms = {"all": AllOf, "any": AnyOf}
        if implies(condition(inner, forms[inner_key], inner_key), condition(outer, forms[outer_key], outer_key)):
            for value in values:
                if inner_all(holds(test, value) for test in inner):
                    assert outer_all(holds(test, value) for test in outer)
    (case,) = cases(condition(inner, AllOf, "all"), FACTS)
    if is_contradictory(case):
        assert not any(all(holds(test, value) for test in inner) for value in values)


ATOMS = st.builds(
    Atom,
    st.sampled_from([("context", "a"), ("context", "b")]),
    st.sampled_from(["exists", "not-exists", "eq", "neq", "gt", "gte", "lt", "lte", "contains"]),
    st.sampled_from(["1", "1.0", "2", " 1", "a", "A", "b", "context.x"]),
)


@given(st.frozensets(ATOMS, max_size=6))
def test_a_contradiction_is_two_tests_that_exclude_each_other(case):
    pairs = [(first, second) for first, second in product(case, case) if first.subject == second.subject]
    assert is_contradictory(case) == any(exclude(first, second) for first, second in pairs if first != second)
