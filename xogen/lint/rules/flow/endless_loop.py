"""A loop that runs without asking anybody."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, node, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import Text, texts
from xogen.model.conditions import IntentTest
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import WAITING, EntityNode, Node
from xogen.model.references import parse_path

MAY_WAIT = WAITING | {"intent", "dynamic-intent", "generative", "search", "webhook", "process", "opaque"}
"""Kinds that wait for somebody, or may do so."""
COUNT = "context.tries = (context.tries || 0) + 1;"
THIRD_TRY = {"context": "context.tries", "op": "gte", "value": "3"}
SORRY = message("sorry", "Sorry, I have tried three times.")


@rule(
    "task",
    severity=Severity.ERROR,
    summary="A loop that never waits for the user",
    rationale="""
        The platform stops such a loop with an error ("loop limit is reached") and the dialog fails. A loop is fine
        when one of its nodes waits for the user, or when it counts: a script in the loop writes a value, and a node
        of the loop has a condition on that value and a way out.
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
    for group in graph.circles(lambda each: not _may_wait(graph.nodes[each])):
        if graph.reachable.isdisjoint(group) or _counts(frozenset(group), facts):
            continue
        listed = ", ".join(group) if len(group) < 6 else f"{', '.join(group[:4])}, {len(group) - 4} more"
        words = f"a loop that never waits for the user: {listed} and back to {group[0]}"
        yield Problem(facts.by_id[group[0]].pointer, words, group[0])


def _may_wait(each: Node) -> bool:
    if isinstance(each, EntityNode):
        return each.required != "hidden"
    if each.type in MAY_WAIT:
        return True
    # A message whose ways out test a follow-up intent waits for what the user says next.
    return each.type == "message" and any(isinstance(way.when, IntentTest) for way in each.transitions)


def _counts(group: frozenset[str], facts: TaskFacts) -> bool:
    """Whether a node of the loop with a way out tests a value that a script of the loop writes."""
    written = {use.path for use in facts.uses if use.place.node.id in group and use.kind == "write"}
    for each in group:
        if not written or group.issuperset(facts.graph.successors[each]):
            continue
        tested = (_path(text) for text in texts(facts.graph.nodes[each]) if text.pointer.startswith("/transitions/"))
        if any(path[: len(known)] == known for path in tested for known in written):
            return True
    return False


def _path(text: Text) -> tuple[str, ...]:
    return parse_path(text.source) or ()
