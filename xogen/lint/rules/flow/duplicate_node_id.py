"""Two nodes with one id."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity


@rule(
    "task",
    severity=Severity.ERROR,
    summary="Two nodes with one id",
    rationale="""
        A transition to this id can only mean one of them. xogen takes the first, as do all its other rules, so nothing
        leads to the second. What the platform takes is not documented.
    """,
    bad=bad(
        dialog(intent("thanks"), message("thanks", "Thank you!"), message("thanks", "Thanks again!")),
        Flag("/nodes/2", "there is a node 'thanks' before this one", "thanks"),
    ),
    good=good(
        dialog(intent("thanks"), message("thanks", "Thank you!", "again"), message("again", "Thanks again!")),
    ),
)
def duplicate_node_id(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    seen: set[str] = set()
    for node, pointer, _ in facts.placed if len(facts.by_id) < len(facts.placed) else ():
        if node.id in seen:
            yield Problem(pointer, f"there is a node {node.id!r} before this one", node.id)
        seen.add(node.id)
