"""A question that only knows yes and no."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Insertion
from xogen.lint.examples import confirmation, dialog, intent, message, node, say
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.conditions import AnswerTest
from xogen.model.finding import Severity
from xogen.model.nodes import NOT_CONNECTED, ConfirmationNode

DELETED, KEPT = message("deleted", "It is deleted."), message("kept", "I keep it.")
YES_AND_NO = [{"to": "deleted", "when": {"answer": "yes"}}, {"to": "kept", "when": {"answer": "no"}}]


@rule(
    "confirmation",
    severity=Severity.INFO,
    summary="A yes-or-no question without a fallback",
    rationale="""
        A user who answers neither yes nor no, after all retries, is left without a word (inferred). The platform asks
        for a fallback on every node; most real bots forget it here. Lead the default to the careful side.
    """,
    bad=bad(
        dialog(intent("ask"), node("confirmation", "ask", YES_AND_NO, prompt=[say("Delete it?")]), DELETED, KEPT),
        Flag("/nodes/1", "ask has ways for yes and no, and none for any other answer", "ask"),
    ),
    good=good(dialog(intent("ask"), confirmation("ask", "deleted", "kept", "Delete it?"), DELETED, KEPT)),
)
def confirmation_without_fallback(each: ConfirmationNode, _facts: TaskFacts) -> Iterator[Problem]:
    targets = {way.when.answer: way.to for way in each.transitions if isinstance(way.when, AnswerTest)}
    if set(targets) == {"yes", "no"} and all(way.when is not None for way in each.transitions):
        careful = unsafe("take any other answer for no", Insertion("/transitions/-", {"to": targets["no"]}))
        fix = careful if targets["no"] != NOT_CONNECTED else None
        yield Problem("", f"{each.component} has ways for yes and no, and none for any other answer", fix=fix)
