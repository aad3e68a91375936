"""A call that creates something, made again because it failed."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.graph.effects import unit_of
from xogen.lint.calls import verb
from xogen.lint.examples import Data, confirmation, dialog, intent, message, node, script, service
from xogen.lint.facts import TaskFacts
from xogen.lint.loops import around, changed_by, may_end
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode

COUNT = script("count", "context.tries = (context.tries || 0) + 1;", "enough")
THIRD = {"to": "failed", "when": {"context": "context.tries", "op": "gte", "value": "3"}}
ENOUGH = node("logic", "enough", [THIRD, {"to": "order"}])
MARK = script("mark", "context.orderKey = context.session.UserContext._id + '-' + Date.now();", "sure")
SURE = confirmation("sure", "order", "stopped", "Shall I order it?")
REST = (message("done", "It is ordered."), message("failed", "That did not work."), message("stopped", "All right."))


def _order(headers: Data) -> Data:
    return service("order", "done", "count", status="201", method="POST", path="/orders", headers=headers)


@rule(
    "task",
    needs="circling",
    severity=Severity.WARNING,
    summary="A call that creates something, made again because it failed",
    rationale="""
        A POST that seems to have failed may have worked: after a timeout nobody knows. Made again without asking, it
        creates a second record. Let the user decide, look first whether the record is there, or send a key by which the
        service tells that it is the same request (`Idempotency-Key`). A loop that sends something else each time is
        none.
    """,
    bad=bad(
        dialog(intent("sure"), SURE, _order({}), COUNT, ENOUGH, *REST),
        Flag(
            "/nodes/2",
            "the service order sends a POST again without asking: order, count, enough and back to order",
            "order",
        ),
    ),
    good=good(
        dialog(intent("mark"), MARK, SURE, _order({"Idempotency-Key": "{{context.orderKey}}"}), COUNT, ENOUGH, *REST)
    ),
)
def retry_of_write(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    graph = facts.graph
    for group in facts.restless:
        inside = frozenset(group)
        # A loop that nobody leaves is another rule's.
        if graph.reachable.isdisjoint(group) or not may_end(inside, graph):
            continue
        changed = changed_by(group, graph)
        for name in group:
            node = graph.nodes[name]
            if node.type != "service" or not _creates(node):
                continue
            asked = (unit_of(read.path) for read in graph.assignment.reads[name] if read.transition is None)
            if not any(unit in changed for unit in asked):
                at = group.index(name)
                names = [facts.name(each) for each in (*group[at:], *group[:at])]
                words = f"the service {node.component} {verb(node)} again without asking: {around(names)}"
                yield Problem(facts.by_id[name].pointer, words, name)


def _creates(node: ServiceNode) -> bool:
    has_key = any("idempotency" in name.lower() or name.lower() == "if-none-match" for name in node.headers)
    return node.method == "POST" and not has_key and (node.record is None or node.record.operation == "create")
