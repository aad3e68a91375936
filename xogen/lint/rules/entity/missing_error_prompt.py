"""An entity that says nothing when an answer does not fit."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message, say
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import says_something
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode

DONE = message("done", "I will call you on {{context.entities.day}}.")


@rule(
    "entity",
    severity=Severity.WARNING,
    summary="An entity without an error prompt",
    rationale="""
        When an answer does not fit, the bot cannot tell the user what was wrong. Say what is expected: "I need a date,
        for example 31 May." Entities that are `hidden` ask nothing and need none.
    """,
    bad=bad(
        dialog(intent("day"), entity("day", "done", "On which day?", entity_type="date", error_prompt=[]), DONE),
        Flag("/nodes/1", "the entity day has no error prompt", "day"),
    ),
    good=good(
        dialog(
            intent("day"),
            entity(
                "day", "done", "On which day?", entity_type="date", error_prompt=[say("I need a date, like 31 May.")]
            ),
            DONE,
        )
    ),
)
def missing_error_prompt(node: EntityNode, _facts: TaskFacts) -> Iterator[Problem]:
    if node.required != "hidden" and not says_something(node.error_prompt):
        yield Problem("", f"the entity {node.component} has no error prompt")
