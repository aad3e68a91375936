"""A service call whose outcome nobody looks at."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.graph import walks
from xogen.lint.examples import dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode

DONE, FAILED = message("done", "That worked."), message("failed", "That did not work.")


@rule(
    "service",
    severity=Severity.INFO,
    summary="A service call whose status is never checked",
    rationale="""
        A refused or failed call looks like one that worked: the bot says "done" and nothing is. Branch on
        `context.<service>.response.statusCode`, or let the script of a later message look at it.
    """,
    bad=bad(
        dialog(intent("read"), {**service("read", "done", "done"), "transitions": [{"to": "done"}]}, DONE),
        Flag("/nodes/1", "nothing looks at the status of the service read", "read"),
    ),
    good=good(dialog(intent("read"), service("read", "done", "failed"), DONE, FAILED)),
)
def status_not_checked(node: ServiceNode, facts: TaskFacts) -> Iterator[Problem]:
    graph = facts.graph
    if node.id not in graph.reachable:
        return
    status = ("context", node.component, "response", "statusCode")
    later = walks.reach([node.id], graph.successors).keys() | _bot_actions(node.id, facts)
    for name in later:
        for read in graph.assignment.reads.get(name, ()):
            # A script that takes the whole answer (`const answer = context.Service.response`) may look at its status.
            if read.path == status[: len(read.path)] and len(read.path) > 1:
                return
    yield Problem("", f"nothing looks at the status of the service {node.component}")


def _bot_actions(node: str, facts: TaskFacts) -> set[str]:
    """Return the bot actions around a node: their transitions are taken after it."""
    around: set[str] = set()
    at = facts.graph.parents.get(node)
    while at is not None:
        around.add(at)
        at = facts.graph.parents.get(at)
    return around
