"""Conditions that test nothing."""

from __future__ import annotations

import pytest

from xogen.lint.blank import is_blank
from xogen.model.conditions import AllOf, AnswerTest, AnyOf, ContextTest, EntityTest, IntentTest, RawTest

NAMED = ContextTest(context="context.x", op="exists")
BLANK = ContextTest(context=" ", op="eq", value="x")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (None, False),
        (NAMED, False),
        (BLANK, True),
        (EntityTest(entity="amount", op="exists"), False),
        (EntityTest.model_construct(entity=" ", op="exists"), True),
        (IntentTest(intent="PayBill"), False),
        (IntentTest.model_construct(intent=""), True),
        (AnswerTest(answer="yes"), False),
        (AllOf(all=(BLANK, NAMED)), False),
        (AllOf(all=(BLANK, BLANK)), True),
        (AnyOf(any=(NAMED, BLANK)), False),
        (AnyOf(any=(BLANK, BLANK)), True),
        (RawTest(raw={"op": "eq", "then": "x", "field": "", "values": [{"conjoin": "AND"}, None]}), True),
        (RawTest(raw={"op": "eq", "field": "amount"}), False),
        (RawTest(raw={"field": 0}), False),
        (RawTest(raw={"fields": [""] * 201}), False),
    ],
)
def test_a_condition_that_names_nothing_is_blank(when, expected):
    assert is_blank(when) is expected
