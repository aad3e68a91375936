"""A GET that sends a body."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode

ENDS = (message("done", "That worked."), message("failed", "That did not work."))
BLANK = frozenset({"", "undefined", "{}"})


def _read(**more: str) -> Data:
    return service("read", "done", "failed", **more)


@rule(
    "service",
    severity=Severity.INFO,
    summary="A GET that sends a body",
    rationale="""
        Most services ignore the body of a GET, and some refuse the call. Either another method was meant, or what
        stands there belongs into the path as a query; often it is left over from a change of the method.
    """,
    bad=bad(
        dialog(intent("read"), _read(body='{"limit": 5}'), *ENDS),
        Flag("/nodes/1/body", "the service read sends a body with a GET", "read"),
    ),
    good=good(dialog(intent("read"), _read(path="/leads?limit=5"), *ENDS)),
)
def body_on_get(node: ServiceNode, _facts: TaskFacts) -> Iterator[Problem]:
    if node.method == "GET" and node.builtin is None and (node.body or "").strip() not in BLANK:
        yield Problem("/body", f"the service {node.component} sends a body with a GET")
