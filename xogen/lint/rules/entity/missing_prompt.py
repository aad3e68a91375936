"""An entity that asks nothing."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import says_something
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode

DONE = message("done", "I will look up {{context.entities.company}}.")


@rule(
    "entity",
    severity=Severity.ERROR,
    summary="An entity without a prompt",
    rationale="""
        The bot stops and waits for a value that it never asked for: to the user it looks dead. Give the entity a
        prompt, or make it `hidden` when a script fills it.
    """,
    bad=bad(
        dialog(intent("company"), entity("company", "done", prompt=[]), DONE),
        Flag("/nodes/1", "the entity company has no prompt", "company"),
    ),
    good=good(dialog(intent("company"), entity("company", "done", "Which company is it?"), DONE)),
)
def missing_prompt(node: EntityNode, _facts: TaskFacts) -> Iterator[Problem]:
    if node.required != "hidden" and not says_something(node.prompt):
        yield Problem("", f"the entity {node.component} has no prompt")
