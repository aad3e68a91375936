"""Code that is never run."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.remarks import SCRIPTED, remarks
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import Node

DONE = message("done", "That makes {{context.total}}.")


@rule(
    SCRIPTED,
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
def dead_code(node: Node, _facts: TaskFacts) -> Iterator[Problem]:
    for pointer, _ in remarks(node, "dead-code"):
        yield Problem(pointer, "this code is never run: the statement before it always leaves")
