"""A comparison with one equals sign."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.remarks import SCRIPTED, remarks
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import Node

DONE = message("done", "You get {{context.discount}} %.")


@rule(
    SCRIPTED,
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
def assignment_in_condition(node: Node, _facts: TaskFacts) -> Iterator[Problem]:
    for pointer, remark in remarks(node, "assignment-in-condition"):
        yield Problem(pointer, f"this condition sets {remark.detail} instead of comparing it")
