"""A service call whose outcome nobody looks at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from xogen.graph import walks
from xogen.graph.dialog_graph import DialogGraph
from xogen.graph.reads import Read
from xogen.lint.examples import dialog, intent, message, service
from xogen.lint.facts import BotFacts, Placed, TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.wire_data import few
from xogen.model.finding import Severity
from xogen.model.nodes import EXITS, Node

GOING_ON = frozenset({"message", "agent-transfer", "dialog-call"})
"""Kinds after which a dialog may end without being broken off."""
NEAR = 16
"""Nodes behind a call that are looked at before the dialog as a whole is."""
DONE, FAILED = message("done", "That worked."), message("failed", "That did not work.")


@rule(
    "bot",
    severity=Severity.INFO,
    reads_scripts=True,
    summary="A service call whose status is never checked",
    rationale="""
        A call that was refused or failed looks like one that worked: the bot says "done" and nothing is. Branch on
        `context.<service>.response.statusCode`, or let the script of a later message look at it. Of an export it is
        said once, because most services of real bots are so.
    """,
    bad=bad(
        dialog(intent("read"), {**service("read", "done", "done"), "transitions": [{"to": "done"}]}, DONE),
        Flag("/nodes/1", "nothing looks at the status of the service read", "read"),
    ),
    good=good(dialog(intent("read"), service("read", "done", "failed"), DONE, FAILED)),
)
def status_not_checked(facts: BotFacts) -> Iterator[Problem]:
    found = [(task, place) for task in facts.tasks for place in _unchecked(task)]
    if facts.known.bot is None:
        for task, (node, pointer, _) in found:
            words = f"nothing looks at the status of the service {node.component}"
            yield Problem(pointer, words, node.id, dialog=task)
    elif found:
        names = list(dict.fromkeys(place.node.component for _, place in found))
        what = "one service" if len(names) == 1 else f"{len(names)} services"
        yield Problem("", f"nothing looks at the status of {what}: {few(names)}")


def _unchecked(facts: TaskFacts) -> Iterator[Placed]:
    """Yield the services of a dialog whose status nobody looks at."""
    if not facts.services:
        return
    graph, looks = facts.graph, Looks(facts)
    for place in facts.of_kind("service"):
        node = place.node
        # Where no end is reached, what was meant to come after is missing, and another rule says so.
        if node.id not in graph.reachable or node.id not in graph.co_reachable:
            continue
        if not looks.follow(node) and node.id not in looks.doubtful:
            yield place


class Looks:
    """Who looks at the status of the services of a dialog. A walk is made when a service needs one."""

    def __init__(self, facts: TaskFacts) -> None:
        """Find the nodes that look.

        A script that takes the whole answer (``const answer = context.Service.response``) may do so.
        """
        self._facts, self._graph = facts, facts.graph
        self._readers = {
            name: {node for node, reads in facts.answers.of(name).items() if any(_may_look(read) for read in reads)}
            for name in facts.services
        }

    def follow(self, node: Node) -> bool:
        """Whether a look at the status of a call follows, behind it or in a bot action around it."""
        readers = self._readers[node.component]
        if not readers:
            return False
        around = not readers.isdisjoint(_around(node.id, self._graph))
        return around or self._is_near(node.id, readers) or self._is_ahead(node)

    def _is_near(self, node: str, readers: set[str]) -> bool:
        """Whether one of some nodes follows in a few steps: so it is with most calls, and no walk is needed then."""
        near = [node]
        for at in near:
            if at in readers:
                return True
            if len(near) < NEAR:
                near += [after for after in self._graph.successors.get(at, ()) if after not in near]
        return False

    def _is_ahead(self, node: Node) -> bool:
        bits, ahead = self._ahead
        return bool(ahead[node.id] & bits[node.component])

    @cached_property
    def _ahead(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """A bit for each service, and those whose status is looked at in each node or behind it."""
        bits = {name: 1 << index for index, name in enumerate(sorted(self._readers))}
        marks: defaultdict[str, int] = defaultdict(int)
        for name, readers in self._readers.items():
            for node in readers:
                marks[node] |= bits[name]
        return bits, walks.marks_ahead(marks, self._graph.successors)

    @cached_property
    def doubtful(self) -> Mapping[str, object]:
        """The nodes after which the dialog is broken off, or a service is read under a name that is not there.

        It may be this one, under the name it had before. Other rules say so.
        """
        return walks.reach(_broken(self._facts), self._graph.predecessors)


def _broken(facts: TaskFacts) -> list[str]:
    known, found = EXITS.union(facts.by_id), list(facts.answers.lost(facts.components))
    for name, node in facts.graph.nodes.items():
        if node.type in GOING_ON:
            continue
        ways = node.transitions
        for way in ways:
            if way.to not in known:
                found.append(name)
                break
        if not ways:
            found.append(name)
    return found


def _may_look(read: Read) -> bool:
    return len(read.path) < 4 or read.path[3] == "statusCode"


def _around(node: str, graph: DialogGraph) -> Iterator[str]:
    """Yield the bot actions around a node: their transitions are taken after it."""
    at = graph.parents.get(node)
    while at is not None:
        yield at
        at = graph.parents.get(at)
