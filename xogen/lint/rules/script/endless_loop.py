"""A loop in a script that never ends."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

DONE = message("done", "I counted to {{context.n}}.")


@rule(
    "task",
    needs="scripted",
    severity=Severity.ERROR,
    reads_scripts=True,
    summary="A loop in a script that never ends",
    rationale="""
        Its condition always holds, and nothing in it leaves: no `break`, no `return`, no `throw`. The platform ends the
        script at its time limit, and the dialog fails (inferred).
    """,
    bad=bad(
        dialog(intent("count"), script("count", "context.n = 0;\nwhile (true) {\n  context.n++;\n}", "done"), DONE),
        Flag(
            "/nodes/1/script/1", "this loop never ends: its condition always holds, and nothing in it leaves", "count"
        ),
    ),
    good=good(
        dialog(
            intent("count"),
            script("count", "context.n = 0;\nwhile (true) {\n  context.n++;\n  if (context.n > 9) break;\n}", "done"),
            DONE,
        )
    ),
)
def endless_loop(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for place, pointer, _ in facts.remarks.get("endless-loop", ()):
        yield Problem(
            pointer, "this loop never ends: its condition always holds, and nothing in it leaves", place.node.id
        )
