"""A service call that only goes on when it works."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.calls import says_success
from xogen.lint.examples import Data, dialog, intent, message, service, status_is
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import EXITS, ServiceNode

DONE, FAILED = message("done", "That worked."), message("failed", "That did not work.")
ONLY_OK: list[Data] = [{"to": "done", "when": status_is("read", "200")}, {"to": "end"}]


@rule(
    "service",
    severity=Severity.WARNING,
    summary="A service call without a way for its failure",
    rationale="""
        The call branches on success, and whatever else happens (401, 404, 500) leads straight to the end: the user gets
        no answer. Lead the default to a message that says what went wrong. A call whose success and failure go one way
        is `service/status-not-checked`, one without a default `flow/missing-default`.
    """,
    bad=bad(
        dialog(intent("read"), {**service("read", "done", "failed"), "transitions": ONLY_OK}, DONE),
        Flag("/nodes/1", "when the service read fails, the dialog ends without a word", "read"),
    ),
    good=good(dialog(intent("read"), service("read", "done", "failed"), DONE, FAILED)),
    says_more_than=("message/silent-end",),
)
def missing_failure_path(node: ServiceNode, facts: TaskFacts) -> Iterator[Problem]:
    edges = facts.graph.out_edges.get(node.id, ())
    conditional = [edge for edge in edges if edge.transition and edge.transition.when]
    if not any(says_success(edge, node.component) for edge in conditional):
        return
    failing = [edge for edge in edges if not says_success(edge, node.component)]
    if failing and all(edge.target in EXITS for edge in failing):
        yield Problem("", f"when the service {node.component} fails, the dialog ends without a word")
