"""Ways out of a node: each transition of the export at its own index, whatever it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xogen.formats.importer.faults import refused
from xogen.formats.importer.reading import Json, as_text, tables, text, text_below
from xogen.formats.wire.tables import OPERATORS
from xogen.model.base import unchecked
from xogen.model.conditions import (
    VALUELESS,
    AllOf,
    AnswerTest,
    AnyOf,
    Condition,
    ContextTest,
    EntityTest,
    IntentTest,
    RawTest,
)
from xogen.model.nodes import END, NOT_CONNECTED, RETURN_TO_FLOW, Transition
from xogen.model.views import Maker

TARGETS: Mapping[str, str] = {"": NOT_CONNECTED, "end": END, "END": END, "retToFlow": RETURN_TO_FLOW}
"""Targets that are no node."""

_OPERATORS: Mapping[str, str] = {wire: op for op, wire in OPERATORS.items()}


def transitions(node: Json, make: Maker) -> tuple[Transition, ...]:
    """Return the transitions of a node.

    Args:
        node: of a dialog, or of a bot action.
        make: makes the transitions.

    Raises:
        ExportError: a transition is of another form.
    """
    return tuple([_way(way, make) for way in tables(node, "transitions")])


def _way(way: Json, make: Maker) -> Transition:
    test = way.get("if")
    to = text(way, "default" if "default" in way and test is None else "then")
    label = text_below(way, "metadata", "pathName") or None
    when = None
    if test is not None:
        if type(test) is not dict:
            raise refused(way, ("if",), "an object", test)
        when = _condition(test)
    elif "default" not in way:  # neither a default nor a condition: kept, and never taken for a default
        when = unchecked(RawTest, raw=way)
    return make(Transition, {"to": TARGETS.get(to, to), "when": when, "label": label})


def _condition(test: Json) -> Condition:
    """Return a condition in one of the forms that exports show; any other is kept word for word."""
    found: Condition | None = None
    if test.get("conjoin"):
        found = _joined(test)
    elif test.get("dialogAct") in ("yes", "no"):
        found = unchecked(AnswerTest, answer=test["dialogAct"])
    elif test.get("field"):
        found = unchecked(EntityTest, entity=text(test, "field"), **_operation(test))
    elif test.get("context"):
        found = _context(test)
    elif test.get("intent"):
        found = unchecked(IntentTest, intent=text(test, "intent"))
    if found is None:
        for key in ("conjoin", "dialogAct"):
            as_text(test.get(key), test, key)
    return found or unchecked(RawTest, raw=test)


def _context(test: Json) -> ContextTest:
    return unchecked(ContextTest, context=text(test, "context"), **_operation(test))


def _joined(test: Json) -> AllOf | AnyOf | None:
    tests = tables(test, "tests")
    if not tests or not all(each.get("context") for each in tests):
        return None  # tests of entities inside are not seen in exports, and have no form of ours
    parts = tuple([_context(each) for each in tests])
    if test["conjoin"] == "and":
        return unchecked(AllOf, all=parts)
    return unchecked(AnyOf, any=parts) if test["conjoin"] == "or" else None


def _operation(test: Json) -> dict[str, Any]:
    """Return operator and value. Nothing at all is "exists" (17 + 51 times); an operator we do not know stays."""
    wire = text(test, "op")
    value = test.get("value")
    said = None if value is None else as_text(value, test, "value")
    if wire == "" and said:
        return {"op": "", "value": said}
    op = _OPERATORS.get(wire, wire)
    return {"op": op, "value": None if op in VALUELESS else said or ""}
