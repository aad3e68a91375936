"""A dialog that does nothing."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity


@rule(
    "task",
    severity=Severity.WARNING,
    summary="A dialog that does nothing",
    rationale="""
        It has its intent and no other node: whoever triggers it gets no answer, and other dialogs lose the utterances
        that it takes. Finish it or remove it.
    """,
    bad=bad(dialog(intent("end")), Flag("/nodes/0", "the dialog has nothing but its intent", "CreateLead")),
    good=good(dialog(intent("done"), message("done", "Your lead is there."))),
)
def only_an_intent(task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    if facts.document.flows and len(task.nodes) == 1 and task.nodes[0].type == "intent":
        yield Problem("/nodes/0", "the dialog has nothing but its intent", task.nodes[0].id)
