"""A service call whose outcome nobody looks at."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.graph import walks
from xogen.lint.examples import dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import EXITS, ServiceNode

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
    later = walks.reach([node.id], graph.successors)
    if EXITS.isdisjoint(later) or any(_is_cut(name, facts) for name in later):
        return
    for name in (*later, *_bot_actions(node.id, facts)):
        for read in graph.assignment.reads.get(name, ()):
            # A script that takes the whole answer (`const answer = context.Service.response`) may look at its status.
            is_status = read.path == status[: len(read.path)] and len(read.path) > 1
            if is_status or _is_unknown_answer(read.path, facts):
                return
    yield Problem("", f"nothing looks at the status of the service {node.component}")


def _is_cut(name: str, facts: TaskFacts) -> bool:
    """Whether the dialog is broken off here: what was meant to come after may look at the status."""
    place = facts.by_id.get(name)
    if place is None or place.node.type in {"message", "agent-transfer", "dialog-call"}:
        return False
    ways = place.node.transitions
    return not ways or any(way.to not in facts.by_id and way.to not in EXITS for way in ways)


def _is_unknown_answer(path: tuple[str, ...], facts: TaskFacts) -> bool:
    """Whether a read is of a service that is not there: it may be this one, under the name it had before."""
    return path[0] == "context" and path[2:3] == ("response",) and path[1] not in facts.components


def _bot_actions(node: str, facts: TaskFacts) -> set[str]:
    """Return the bot actions around a node: their transitions are taken after it."""
    around: set[str] = set()
    at = facts.graph.parents.get(node)
    while at is not None:
        around.add(at)
        at = facts.graph.parents.get(at)
    return around
