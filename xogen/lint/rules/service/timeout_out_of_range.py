"""A timeout that the platform does not take."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode

ENDS = (message("done", "That worked."), message("failed", "That did not work."))
MOST = 60
"""Seconds (facts, kore-platform 4.1); the platform's own services have 120."""


@rule(
    "service",
    severity=Severity.WARNING,
    summary="A timeout that the platform does not take",
    rationale="""
        The platform takes 1 to 60 seconds (XO 10: 1 to 20). Nobody waits a minute for an answer: 20 is a good value.
    """,
    bad=bad(
        dialog(intent("read"), service("read", "done", "failed", timeout=90), *ENDS),
        Flag("/nodes/1/timeout", "the service read may take 90 seconds; the platform takes 1 to 60", "read"),
    ),
    good=good(dialog(intent("read"), service("read", "done", "failed", timeout=20), *ENDS)),
)
def timeout_out_of_range(node: ServiceNode, _facts: TaskFacts) -> Iterator[Problem]:
    if node.builtin is None and node.timeout is not None and not 1 <= node.timeout <= MOST:
        words = f"the service {node.component} may take {node.timeout} seconds; the platform takes 1 to {MOST}"
        yield Problem("/timeout", words)
