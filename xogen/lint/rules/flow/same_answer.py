"""A question whose yes and no lead to one place."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import confirmation, dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.conditions import AnswerTest
from xogen.model.finding import Severity
from xogen.model.nodes import NOT_CONNECTED, ConfirmationNode

DELETED, KEPT = message("deleted", "It is deleted."), message("kept", "I keep it.")


@rule(
    "confirmation",
    severity=Severity.WARNING,
    summary="A question whose yes and no lead to one place",
    rationale="""
        The user who says no gets what the user who says yes gets. Lead one of the two elsewhere; where the answer does
        not matter, the question can go.
    """,
    bad=bad(
        dialog(intent("ask"), confirmation("ask", "deleted", "deleted", "Delete it?"), DELETED),
        Flag("/nodes/1", "yes and no of ask both lead to deleted", "ask"),
    ),
    good=good(dialog(intent("ask"), confirmation("ask", "deleted", "kept", "Delete it?"), DELETED, KEPT)),
)
def same_answer(node: ConfirmationNode, facts: TaskFacts) -> Iterator[Problem]:
    targets: dict[str, str] = {}
    for transition in node.transitions:
        if isinstance(transition.when, AnswerTest):
            targets.setdefault(transition.when.answer, transition.to)
    # Where neither is connected, that is what is wrong, and another rule says so.
    if len(targets) == 2 and len(set(targets.values())) == 1 and targets["yes"] != NOT_CONNECTED:
        yield Problem("", f"yes and no of {node.component} both lead to {facts.name(targets['yes'])}")
