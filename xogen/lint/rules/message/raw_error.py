"""An error that is shown as the service sent it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from xogen.graph import walks
from xogen.graph.flatten import Edge
from xogen.graph.reads import Read
from xogen.lint.calls import says_success
from xogen.lint.examples import dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

Path = tuple[str, ...]
ERROR = re.compile(
    r"errors?|error_?(?:code|message|description|detail)s?|stack_?(?:trace)?|exception|fault", re.IGNORECASE
)
MOST_STEPS = 1_000_000
"""Nodes that are walked over in one dialog, for all services together: half a second."""
DONE = message("done", "The first is {{context.read.response.body.name}}.")
SORRY = "That did not work. Please try again later."


@rule(
    "task",
    needs="service",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="An error that is shown as the service sent it",
    rationale="""
        The user reads `[object Object]`, `INVALID_SESSION_ID`, or the insides of a system that an attacker likes to
        know. Say in words of your own what went wrong and what to do; keep the error for the log. Found are texts that
        show a field of an answer named as an error, and those on the way of failure that show an answer as a whole.
    """,
    bad=bad(
        dialog(
            intent("read"), service("read", "done", "failed"), DONE, message("failed", "{{context.read.response.body}}")
        ),
        Flag(
            "/nodes/3/responses/0/text/en",
            "this text shows the answer of read as it is, when the call has failed",
            "failed",
        ),
    ),
    good=good(dialog(intent("read"), service("read", "done", "failed"), DONE, message("failed", SORRY))),
)
def raw_error(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    after: dict[str, frozenset[str]] = {}
    deciding: Deciding | None = None
    left = MOST_STEPS
    for each in facts.shown:
        path, node = each.path, each.place.node
        name = path[1] if len(path) > 2 and path[0] == "context" and path[2] == "response" else None
        if name not in facts.services or each.tested:
            continue
        if any(ERROR.fullmatch(part) for part in path[3:]):
            yield Problem(each.at, f"this text shows the error of {name} as the service sent it", node.id)
        elif len(path) == 3 or path[3:] == ("body",):
            deciding = deciding or Deciding(facts)
            if name not in after and left > 0:
                failed, worked = deciding.outcomes(name)
                after[name] = frozenset(failed) - frozenset(worked)
                left -= len(failed) + len(worked)
            if node.id in after.get(name, ()):
                words = f"this text shows the answer of {name} as it is, when the call has failed"
                yield Problem(each.at, words, node.id)
    if left <= 0:
        yield Unchecked(
            "which texts show the answer of a call that has failed: stopped after walking over "
            f"{MOST_STEPS:,} nodes; the dialog shows too many answers"
        )


class Deciding:
    """Which edges of a dialog tell whether a call has worked, and what is reached on them."""

    def __init__(self, facts: TaskFacts) -> None:
        """Group the edges and the nodes that have to do with services."""
        self._graph, self._answers = facts.graph, facts.answers
        reading = {node for name in facts.services for node in facts.answers.of(name)}
        self._edges: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in self._graph.edges:
            if edge.owner in reading:
                self._edges[edge.owner].append(edge)
        self._calls: defaultdict[str, set[str]] = defaultdict(set)
        for node in self._graph.nodes.values():
            name = node.component
            if name in facts.services:
                self._calls[name].add(node.id)

    def outcomes(self, name: str) -> tuple[Collection[str], Collection[str]]:
        """Return the nodes that are reached when a call has failed, and those when it has worked, if that is told."""
        testing = [node for node, reads in self._answers.of(name).items() if any(_is_test(read) for read in reads)]
        edges = [edge for node in testing for edge in self._edges[node]]
        worked = [edge.target for edge in edges if says_success(edge, name)]
        failed = [edge.target for edge in edges if not says_success(edge, name)]
        if not worked:
            return (), ()
        calls, successors = self._calls[name], self._graph.successors
        return walks.reach(failed, successors, calls), walks.reach(worked, successors, calls)


def _is_test(read: Read) -> bool:
    """Whether the condition of a transition looks into an answer."""
    return read.transition is not None and len(read.path) > 2
