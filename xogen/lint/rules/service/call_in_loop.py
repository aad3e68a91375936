"""A service that is called once for each item."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.graph.effects import unit_of
from xogen.lint.examples import Data, dialog, intent, message, node, script, service
from xogen.lint.facts import TaskFacts
from xogen.lint.loops import around, may_end
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

FIRST = script("first", "context.ids = ['1', '2'];\ncontext.names = [];", "next")
NEXT = script("next", "context.id = context.ids.shift();", "more")
MORE: Data = node(
    "logic", "more", [{"to": "done", "when": {"context": "context.id", "op": "not-exists"}}, {"to": "read"}]
)
READ: Data = service("read", "keep", "failed", path="/leads/{{context.id}}")
KEEP = script("keep", "context.names.push(context.read.response.body.name);", "next")
ENDS = (message("done", "They are: {{context.names}}."), message("failed", "That did not work."))
ALL = service("read", "done", "failed", path="/leads")


@rule(
    "task",
    needs="circling",
    severity=Severity.INFO,
    summary="A service that is called once for each item",
    rationale="""
        The user waits for one call after the other, and the platform counts each round of the loop. Ask for all items
        in one call where the service can do that. A loop that reads page after page, until an answer says that it was
        the last, is fine.
    """,
    bad=bad(
        dialog(intent("first"), FIRST, NEXT, MORE, READ, KEEP, *ENDS),
        Flag(
            "/nodes/4",
            "the service read is called in each round of a loop: read, keep, next, more and back to read",
            "read",
        ),
    ),
    good=good(dialog(intent("read"), ALL, message("done", "They are: {{context.read.response.body.names}}."), ENDS[1])),
)
def call_in_loop(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    graph = facts.graph
    for group in facts.restless:
        inside = frozenset(group)
        if graph.reachable.isdisjoint(group) or not may_end(inside, graph):
            continue
        conditions = [read for name in group for read in graph.assignment.reads[name] if read.transition is not None]
        tested = {unit_of(read.path) for read in conditions if read.path[3:4] != ("statusCode",)}
        for name in group:
            node = graph.nodes[name]
            if node.type == "service" and ("context", node.component) not in tested and node.method == "GET":
                at = group.index(name)
                names = [facts.name(each) for each in (*group[at:], *group[:at])]
                words = f"the service {node.component} is called in each round of a loop: {around(names)}"
                yield Problem(facts.by_id[name].pointer, words, name)
