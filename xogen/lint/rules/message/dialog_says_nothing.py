"""A dialog that never says anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import PlatformKind

SPEAKING = frozenset({"message", "entity", "confirmation", "dialog-call", "opaque", *get_args(PlatformKind)})
"""Kinds that may say something: one without a text is another rule's."""
NO_MORE = frozenset({"intent"})
COUNT = "context.count = (context.count || 0) + 1;"


@rule(
    "task",
    severity=Severity.WARNING,
    summary="A dialog that never says anything",
    rationale="""
        The user asks for something and gets no answer. A dialog needs a message, a question, or a script that prints.
        Hidden dialogs are left out: they work for the dialog that calls them. So are dialogs without any step, which
        are another rule's.
    """,
    bad=bad(
        dialog(intent("count"), script("count", COUNT, "end")),
        Flag("", "the dialog says nothing: it has no message, no question and no script that prints"),
    ),
    good=good(dialog(intent("count"), script("count", COUNT, "done"), message("done", "Counted."))),
)
def dialog_says_nothing(task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    kinds = facts.kinds.keys()
    if task.hidden or not kinds.isdisjoint(SPEAKING) or kinds <= NO_MORE:
        return
    if any(use.kind == "call" and use.path[0] == "print" for use in facts.uses):
        return
    yield Problem("", "the dialog says nothing: it has no message, no question and no script that prints")
