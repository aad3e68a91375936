"""An entity of a type that the platform does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from xogen.lint.export_examples import bot, component, node, said
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.model.finding import Severity
from xogen.model.nearest import did_you_mean
from xogen.model.nodes import EntityNode, EntityType

KNOWN = frozenset(get_args(EntityType))
FIRST = bot()["dialogs"][0]["nodes"][0]
NODES = [
    {**FIRST, "transitions": [{"default": "entity0"}]},
    node("entity", "entity0", 3, "hello"),
    node("message", "hello", 2),
]
GREETING = component(2, "message", "hello", message=[said("Hello, {{context.entities.first}}!")])


def _asks(kind: str) -> dict[str, object]:
    prompts = {"message": [said("What is your name?")], "errorMessage": [said("Please type your name.")]}
    ask = component(3, "entity", "first", entityType=kind, **prompts)
    first = bot()["dialogComponents"][0]
    return bot(dialogs=[{**bot()["dialogs"][0], "nodes": NODES}], dialogComponents=[first, GREETING, ask])


@rule(
    "entity",
    severity=Severity.WARNING,
    summary="An entity of a type that is not known",
    rationale="""
        The platform documents 28 types of entities, and real exports hold no other. A type that it does not have
        understands nothing (inferred). If the platform is newer than this xogen, ignore the rule.
    """,
    bad=bad_export(
        _asks("lable"), Flag("/dialogComponents/2/entityType", "there is no entity type 'lable'", "entity0")
    ),
    good=good_export(_asks("label")),
)
def unknown_type(node: EntityNode, _facts: TaskFacts) -> Iterator[Problem]:
    if node.entity_type not in KNOWN:
        meant = did_you_mean(node.entity_type, KNOWN)
        yield Problem("/entity_type", f"there is no entity type {node.entity_type!r}{meant}")
