"""A service call whose outcome nobody looks at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from xogen.graph import walks
from xogen.graph.dialog_graph import DialogGraph
from xogen.lint.examples import dialog, intent, message, service
from xogen.lint.facts import BotFacts, Placed, TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.wire_data import few
from xogen.model.finding import Severity
from xogen.model.nodes import EXITS, Node

GOING_ON = frozenset({"message", "agent-transfer", "dialog-call"})
"""Kinds after which a dialog may end without being broken off."""
DONE, FAILED = message("done", "That worked."), message("failed", "That did not work.")


@rule(
    "bot",
    severity=Severity.INFO,
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
    services = facts.of_kind("service")
    if not services:
        return
    graph = facts.graph
    readers, doubtful = _readers(facts), _doubtful(facts)
    bits = {name: 1 << index for index, name in enumerate(sorted(name for name in facts.services if readers[name]))}
    looked_at = _looked_at_from(bits, readers, graph)
    for place in services:
        node = place.node
        # Where no end is reached, what was meant to come after is missing, and another rule says so.
        if node.id not in graph.reachable or node.id not in graph.co_reachable or node.id in doubtful:
            continue
        looking = readers[node.component]
        after_bot_action = not looking.isdisjoint(_around(node.id, graph))
        if not looking or not (after_bot_action or looked_at[node.id] & bits[node.component]):
            yield place


def _looked_at_from(bits: Mapping[str, int], readers: Mapping[str, set[str]], graph: DialogGraph) -> Mapping[str, int]:
    """Return the services, as bits, whose status is looked at in each node or behind it."""
    marks: defaultdict[str, int] = defaultdict(int)
    for name, bit in bits.items():
        for node in readers[name]:
            marks[node] |= bit
    return walks.marks_ahead(marks, graph.successors) if bits else marks


def _readers(facts: TaskFacts) -> Mapping[str, set[str]]:
    """Return the nodes that look at the status of each service.

    A script that takes the whole answer (``const answer = context.Service.response``) may do so.
    """
    return {
        name: {node for node, reads in facts.answers.of(name).items() if any(_may_look(read.path) for read in reads)}
        for name in facts.services
    }


def _may_look(path: tuple[str, ...]) -> bool:
    return len(path) < 4 or path[3] == "statusCode"


def _doubtful(facts: TaskFacts) -> Mapping[str, object]:
    """Return the nodes after which the dialog is broken off, or a service is read under a name that is not there.

    It may be this one, under the name it had before. Other rules say so.
    """
    graph = facts.graph
    known, lost = EXITS.union(facts.by_id), facts.answers.lost(facts.components)
    broken = [name for name, node in graph.nodes.items() if name in lost or _is_cut(node, known)]
    return walks.reach(broken, graph.predecessors)


def _is_cut(node: Node, known: frozenset[str]) -> bool:
    if node.type in GOING_ON:
        return False
    return not node.transitions or not known.issuperset([way.to for way in node.transitions])


def _around(node: str, graph: DialogGraph) -> Iterator[str]:
    """Yield the bot actions around a node: their transitions are taken after it."""
    at = graph.parents.get(node)
    while at is not None:
        yield at
        at = graph.parents.get(at)
