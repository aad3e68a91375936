"""Ways out of a node: each transition of the export at its own index, whatever it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xogen.formats.importer.reading import Json, as_text, refused, tables, text, text_below
from xogen.formats.importer.source import Part, Source
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


def transitions(source: Source, node: Part) -> tuple[Transition, ...]:
    """Return the transitions of a node.

    Args:
        source: the export.
        node: of a dialog, or of a bot action.

    Raises:
        ExportError: a transition is of another form.
    """
    here, make = f"{node.at}/transitions", source.make
    ways = tables(node.data, "transitions", node.at)
    return tuple([_way(way, f"{here}/{index}", make) for index, way in enumerate(ways)])


def _way(way: Json, at: str, make: Maker) -> Transition:
    test = way.get("if")
    to = text(way, "default" if "default" in way and test is None else "then", at)
    label = text_below(way, "metadata", "pathName", at) or None
    when = None
    if test is not None:
        if type(test) is not dict:
            raise refused(f"{at}/if", "an object", test)
        when = _condition(test, f"{at}/if")
    elif "default" not in way:  # neither a default nor a condition: kept, and never taken for a default
        when = unchecked(RawTest, raw=way)
    return make(Transition, to=TARGETS.get(to, to), when=when, label=label)


def _condition(test: Json, at: str) -> Condition:
    """Return a condition in one of the forms that exports show; any other is kept word for word."""
    found: Condition | None = None
    if test.get("conjoin"):
        found = _joined(test, at)
    elif test.get("dialogAct") in ("yes", "no"):
        found = unchecked(AnswerTest, answer=test["dialogAct"])
    elif test.get("field"):
        found = unchecked(EntityTest, entity=text(test, "field", at), **_operation(test, at))
    elif test.get("context"):
        found = _context(test, at)
    elif test.get("intent"):
        found = unchecked(IntentTest, intent=text(test, "intent", at))
    if found is None:
        for key in ("conjoin", "dialogAct"):
            as_text(test.get(key), at, key)
    return found or unchecked(RawTest, raw=test)


def _context(test: Json, at: str) -> ContextTest:
    return unchecked(ContextTest, context=text(test, "context", at), **_operation(test, at))


def _joined(test: Json, at: str) -> AllOf | AnyOf | None:
    tests = tables(test, "tests", at)
    if not tests or not all(each.get("context") for each in tests):
        return None  # tests of entities inside are not seen in exports, and have no form of ours
    parts = tuple([_context(each, f"{at}/tests/{index}") for index, each in enumerate(tests)])
    if test["conjoin"] == "and":
        return unchecked(AllOf, all=parts)
    return unchecked(AnyOf, any=parts) if test["conjoin"] == "or" else None


def _operation(test: Json, at: str) -> dict[str, Any]:
    """Return operator and value. Nothing at all is "exists" (17 + 51 times); an operator we do not know stays."""
    wire = text(test, "op", at)
    value = test.get("value")
    said = None if value is None else as_text(value, at, "value")
    if wire == "" and said:
        return {"op": "", "value": said}
    op = _OPERATORS.get(wire, wire)
    return {"op": op, "value": None if op in VALUELESS else said or ""}
