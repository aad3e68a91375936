"""A comparison with one equals sign."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

DONE = message("done", "You get {{context.discount}} %.")


@rule(
    "task",
    needs="scripted",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A comparison with one equals sign",
    rationale="""
        `if (a = b)` does not compare: it sets `a` to `b`, and the condition holds whenever `b` is not empty. Write
        `===`; where the assignment is meant, double parentheses say so.
    """,
    bad=bad(
        dialog(
            intent("check"),
            script("check", "if (context.vip = true) context.discount = 10;\nelse context.discount = 0;", "done"),
            DONE,
        ),
        Flag("/nodes/1/script/0", "this condition sets context.vip instead of comparing it", "check"),
    ),
    good=good(
        dialog(
            intent("check"),
            script("check", "if (context.vip === true) context.discount = 10;\nelse context.discount = 0;", "done"),
            DONE,
        )
    ),
)
def assignment_in_condition(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for place, pointer, remark in facts.remarks.get("assignment-in-condition", ()):
        yield Problem(pointer, f"this condition sets {remark.detail} instead of comparing it", place.node.id)
