"""A loop that runs without asking anybody."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, node, script
from xogen.lint.facts import TaskFacts
from xogen.lint.loops import around, may_end
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

COUNT = "context.tries = (context.tries || 0) + 1;"
THIRD_TRY = {"context": "context.tries", "op": "gte", "value": "3"}
SORRY = message("sorry", "Sorry, I have tried three times.")


@rule(
    "task",
    severity=Severity.ERROR,
    summary="A loop that never waits for the user",
    rationale="""
        The platform stops such a loop with an error ("loop limit is reached") and the dialog fails. A loop is fine when
        one of its nodes waits for the user, or when it counts: a script in the loop changes a value, and a node of the
        loop has a condition on that value and a way out. So is a service that reads page after page: a script of the
        loop changes what it asks for, and a condition on its answer leads out.
    """,
    bad=bad(
        dialog(
            intent("count"),
            script("count", COUNT, "check"),
            node("logic", "check", [{"to": "sorry", "when": {"context": "context.stop"}}, {"to": "count"}]),
            SORRY,
        ),
        Flag("/nodes/1", "a loop that never waits for the user: count, check and back to count", "count"),
    ),
    good=good(
        dialog(
            intent("count"),
            script("count", COUNT, "check"),
            node("logic", "check", [{"to": "sorry", "when": THIRD_TRY}, {"to": "count"}]),
            SORRY,
        )
    ),
)
def endless_loop(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    graph = facts.graph
    for group in facts.restless:
        if graph.reachable.isdisjoint(group) or may_end(frozenset(group), graph):
            continue
        names = [facts.name(each) for each in group]
        words = f"a loop that never waits for the user: {around(names)}"
        yield Problem(facts.by_id[group[0]].pointer, words, group[0])
