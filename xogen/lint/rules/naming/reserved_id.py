"""A node that nothing can lead to, because its id means an exit."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import EXITS


@rule(
    "task",
    severity=Severity.ERROR,
    summary="A node whose id means an exit",
    rationale="""
        `end`, `not-connected` and `return-to-flow` are targets of their own: a transition to `end` ends the dialog,
        whether or not a node has that id. The node is never reached.
    """,
    bad=bad(
        dialog(intent("end"), message("end", "Good bye!")),
        Flag("/nodes/1", "'end' means the end of the dialog, so no transition can lead to this node", "end"),
    ),
    good=good(dialog(intent("goodbye"), message("goodbye", "Good bye!"))),
)
def reserved_id(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    meanings = {"end": "the end of the dialog", "not-connected": "no connection", "return-to-flow": "back to the flow"}
    for node, pointer, _ in () if EXITS.isdisjoint(facts.by_id) else facts.placed:
        if node.id in EXITS:
            words = f"{node.id!r} means {meanings[node.id]}, so no transition can lead to this node"
            yield Problem(pointer, words, node.id)
