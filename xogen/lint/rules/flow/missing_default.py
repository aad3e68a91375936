"""A branch without an else."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Insertion
from xogen.lint.examples import dialog, intent, message, node, service, status_is
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.conditions import AnswerTest
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import END, Node

READY, SORRY = message("ready", "Your lead is ready."), message("sorry", "Sorry, that did not work.")


@rule(
    "task",
    needs="conditional",
    severity=Severity.ERROR,
    summary="A branch without a default",
    rationale="""
        When no condition holds, the conversation stops without a word (inferred). The platform asks for a fallback on
        every node. A question that only lacks it beside yes and no is `flow/confirmation-without-fallback`.
    """,
    bad=bad(
        dialog(
            intent("Look"),
            node(
                "service", "Look", [{"to": "ready", "when": status_is("Look", "200")}], host="{{env.SALESFORCE_HOST}}"
            ),
            READY,
        ),
        Flag("/nodes/1", "no way out of Look is the default", "Look"),
    ),
    good=good(dialog(intent("Look"), service("Look", "ready", "sorry"), READY, SORRY)),
)
def missing_default(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for each, pointer, _ in facts.ways.conditional:
        has_default = any(transition.when is None for transition in each.transitions)
        if not has_default and not _answers_both(each):
            fix = unsafe("add a default to end", Insertion(f"{pointer}/transitions/-", {"to": END}))
            yield Problem(pointer, f"no way out of {each.component} is the default", each.id, fix=fix)


def _answers_both(each: Node) -> bool:
    answers = {way.when.answer for way in each.transitions if isinstance(way.when, AnswerTest)}
    return each.type == "confirmation" and answers == {"yes", "no"}
