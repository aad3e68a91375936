"""Code that is never run."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

DONE = message("done", "That makes {{context.total}}.")


@rule(
    "task",
    needs="scripted",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="Code that is never run",
    rationale="""
        It stands after a `return`, `throw`, `break` or `continue` that is always taken. Either it can go, or the line
        before it came too early. A `break` after a `return`, and functions, are fine.
    """,
    bad=bad(
        dialog(intent("count"), script("count", "context.total = 1;\nreturn;\ncontext.total = 2;", "done"), DONE),
        Flag("/nodes/1/script/2", "this code is never run: the statement before it always leaves", "count"),
    ),
    good=good(dialog(intent("count"), script("count", "context.total = 2;\nreturn;", "done"), DONE)),
)
def dead_code(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for place, pointer, _ in facts.remarks.get("dead-code", ()):
        yield Problem(pointer, "this code is never run: the statement before it always leaves", place.node.id)
