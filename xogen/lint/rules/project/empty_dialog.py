"""A dialog that is an intent and nothing else."""

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
    summary="A dialog that is only an intent",
    rationale="""
        The user asks for something, the bot recognises it, and the conversation ends without a word. Usually somebody
        made the dialog to train its intent, or began it and forgot it. An intent that only another one waits for
        belongs into that dialog.
    """,
    bad=bad(dialog(intent("end")), Flag("", "the dialog has an intent and nothing after it")),
    good=good(dialog(intent("done"), message("done", "Your lead is saved."))),
)
def empty_dialog(task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    if facts.document.flows and task.nodes and all(node.type == "intent" for node in task.nodes):
        yield Problem("", "the dialog has an intent and nothing after it")
