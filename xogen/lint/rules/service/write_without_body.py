"""A change that says nothing of what to change."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, confirmation, dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode

SURE = confirmation("sure", "save", "stopped", "Close the ticket?")
REST = (message("done", "It is closed."), message("failed", "That did not work."), message("stopped", "All right."))
BLANK = frozenset({"", "undefined", "{}"})


def _save(**more: str) -> Data:
    return service("save", "done", "failed", method="PATCH", path="/tickets/1", **more)


@rule(
    "service",
    severity=Severity.WARNING,
    summary="A change that says nothing of what to change",
    rationale="""
        A PATCH or a PUT without a body changes nothing, or empties the record. Mostly the body was never written, or
        the method was changed.
    """,
    bad=bad(
        dialog(intent("sure"), SURE, _save(), *REST),
        Flag("/nodes/2", "the service save sends a PATCH without a body", "save"),
    ),
    good=good(dialog(intent("sure"), SURE, _save(body='{"status": "closed"}'), *REST)),
)
def write_without_body(node: ServiceNode, _facts: TaskFacts) -> Iterator[Problem]:
    if node.method not in {"PATCH", "PUT"} or node.builtin is not None or node.pre_processor:
        return
    if (node.body or "").strip() in BLANK:
        yield Problem("", f"the service {node.component} sends a {node.method} without a body")
