"""Conditions of transitions, one class a form that exports show (wire forms: facts, xo-export-format 2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Discriminator, JsonValue, Tag

from xogen.model.base import Owned

Operator = Literal["exists", "not-exists", "eq", "neq", "gt", "gte", "lt", "lte", "contains"]
VALUELESS: frozenset[str] = frozenset({"exists", "not-exists"})
"""Operators that take no value."""


class EntityTest(Owned):
    """The value of an entity node of the same dialog. ``entity`` is the node's id."""

    entity: str
    op: Operator = "exists"
    value: str | None = None


class ContextTest(Owned):
    """A value of the context object. ``context`` is a full path: ``context.CreateLeadService.response.statusCode``."""

    context: str
    op: Operator = "exists"
    value: str | None = None


class AnswerTest(Owned):
    """What the user answered to a confirmation node."""

    answer: Literal["yes", "no"]


class IntentTest(Owned):
    """A follow-up intent. ``intent`` is the id of an intent node of the same dialog."""

    intent: str


class AllOf(Owned):
    """Every test holds (wire: ``conjoin: and``). The platform mixes and/or in no condition."""

    all: tuple[ContextTest, ...]


class AnyOf(Owned):
    """At least one test holds (wire: ``conjoin: or``)."""

    any: tuple[ContextTest, ...]


class RawTest(Owned):
    """A condition of a form that is not known: kept word for word."""

    raw: Mapping[str, JsonValue]


_FORMS = ("entity", "context", "answer", "intent", "all", "any", "raw")


def _form(value: object) -> str | None:
    for form in _FORMS:
        if (isinstance(value, Mapping) and form in value) or hasattr(value, form):
            return form
    return None


Condition = Annotated[
    Annotated[EntityTest, Tag("entity")]
    | Annotated[ContextTest, Tag("context")]
    | Annotated[AnswerTest, Tag("answer")]
    | Annotated[IntentTest, Tag("intent")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[RawTest, Tag("raw")],
    Discriminator(
        _form,
        custom_error_type="condition_form",
        custom_error_message=f"a condition has one of the keys {', '.join(_FORMS)}",
    ),
]

_SIGNS = {
    "eq": "is",
    "neq": "is not",
    "gt": ">",
    "gte": ">=",
    "lt": "<",
    "lte": "<=",
    "contains": "contains",
    "exists": "exists",
    "not-exists": "does not exist",
}


def _test_words(subject: str, op: str, value: str | None) -> str:
    sign = _SIGNS.get(op, op)  # a bot may hold an operator that we do not know
    return " ".join(filter(None, (subject, sign, value)))


def _short(path: str) -> str:
    """Shorten a context path to what a reader needs: ``context.X.response.statusCode`` is ``X status``."""
    plain = path.removeprefix("context.")
    for prefix in ("entities.", "session.BotUserSession.", "session.BotContext.", "session.UserSession."):
        plain = plain.removeprefix(prefix)
    return plain.replace(".response.statusCode", " status").replace(".response.body.", " ")


def context_tests(condition: Condition | None) -> tuple[ContextTest, ...]:
    """Return the tests of the context that a condition is, or is made of."""
    # Asked of every condition, and no class here has another below it: a match tries one class after the other.
    if type(condition) is ContextTest:
        return (condition,)
    if type(condition) is AllOf:
        return condition.all
    return condition.any if type(condition) is AnyOf else ()


def in_words(condition: Condition) -> str:
    """Say a condition as a person reads it on a canvas: ``CreateLeadService status is 201``."""
    match condition:
        case EntityTest():
            return _test_words(condition.entity, condition.op, condition.value)
        case ContextTest():
            return _test_words(_short(condition.context), condition.op, condition.value)
        case AnswerTest():
            return condition.answer
        case IntentTest():
            return f"intent {condition.intent}"
        case AllOf():
            return " and ".join(in_words(test) for test in condition.all)
        case AnyOf():
            return " or ".join(in_words(test) for test in condition.any)
        case RawTest():
            return "unknown condition"
