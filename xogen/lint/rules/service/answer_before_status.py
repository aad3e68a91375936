"""An answer that is read before anybody knows whether the call worked."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from xogen.graph import walks
from xogen.graph.dialog_graph import DialogGraph
from xogen.graph.reads import Read
from xogen.lint.examples import dialog, intent, message, node, service, status_is
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

MOST = 200
"""Services of one dialog that are looked at: each takes a walk."""
NAME = "{{context.read.response.body.name}}"
CHECK = node("logic", "check", [{"to": "done", "when": status_is("read", "200")}, {"to": "failed"}])
HELLO = message("hello", f"Hello {NAME}!", "check")
DONE, FAILED = message("done", f"{NAME} is known."), message("failed", "That did not work.")
READ = {**service("read", "hello", "hello"), "transitions": [{"to": "hello"}]}


@rule(
    "task",
    needs="service",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="An answer that is read before anybody knows whether the call worked",
    rationale="""
        The dialog looks at the status of the service, but on the path that is shown only after it has used the body:
        when the call fails, the user reads a text with a hole, or a script fails. Check first. A service whose status
        nobody checks at all is `service/status-not-checked`.
    """,
    bad=bad(
        dialog(intent("read"), READ, HELLO, CHECK, DONE, FAILED),
        Flag("/nodes/2/responses/0/text/en", "the answer of read is used before its status is checked", "hello"),
    ),
    good=good(dialog(intent("read"), service("read", "done", "failed"), DONE, FAILED)),
)
def answer_before_status(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    graph = facts.graph
    calls: defaultdict[str, list[str]] = defaultdict(list)
    for each, _, _ in facts.of_kind("service"):
        if each.id in graph.reachable:
            calls[each.component].append(each.id)
    looked_at = 0
    for name, starts in calls.items():
        reads = facts.answers.of(name)
        checked = {at for at, found in reads.items() if any(_is_status(read) for read in found)}
        bodies = {at: _body(found) for at, found in reads.items() if at not in checked and at not in starts}
        if not checked or not any(bodies.values()):
            continue
        looked_at += 1
        if looked_at > MOST:
            yield Unchecked("which answers are used before their status is checked: the dialog calls too many services")
            return
        before = _unchecked(starts, checked, graph)
        for at, read in bodies.items():
            if at in before and read is not None:
                way = walks.way_to(at, before)
                words = f"the answer of {name} is used before its status is checked"
                yield Problem(facts.by_id[at].pointer + read.pointer, words, at, _from_start(way, graph))


def _is_status(read: Read) -> bool:
    """Whether a read looks at the status: at itself, or at the whole answer, which a script may look into."""
    return len(read.path) <= 3 or read.path[3:4] == ("statusCode",)


def _body(reads: Sequence[Read]) -> Read | None:
    """Return the first read of a body that takes it for granted."""
    return next((read for read in reads if read.path[3:4] == ("body",) and not read.tested), None)


def _unchecked(calls: list[str], checked: set[str], graph: DialogGraph) -> dict[str, str | None]:
    """Return what is reached from the calls before a node, or a condition on the way, looks at the status."""
    before: dict[str, str | None] = dict.fromkeys(calls)
    waiting = deque(calls)
    while waiting:
        at = waiting.popleft()
        for edge in graph.out_edges.get(at, ()) if at not in checked else ():
            if edge.owner not in checked and edge.target not in before:
                before[edge.target] = at
                waiting.append(edge.target)
    return before


def _from_start(way: tuple[str, ...], graph: DialogGraph) -> tuple[str, ...]:
    """Put the way from the start to the call before the way from the call on."""
    first = () if graph.start is None else walks.way_to(way[0], walks.reach([graph.start], graph.successors))
    return graph.names((*first, *way[1:]))
