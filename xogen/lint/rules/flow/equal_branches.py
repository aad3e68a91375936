"""Branches that do the same, each with nodes of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xogen.lint.alike import Alike
from xogen.lint.blank import is_blank
from xogen.lint.examples import confirmation, dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.conditions import AnswerTest
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import Node, Transition

DELETED, KEPT = message("deleted", "It is deleted."), message("kept", "I keep it.")


@rule(
    "task",
    needs="branching",
    severity=Severity.WARNING,
    summary="Branches that do the same, each with nodes of its own",
    rationale="""
        The nodes were copied, and what should differ was never changed: whatever the user answers, or the service, the
        same is said and done. Change one of them, or lead both ways to one node. Compared is what a user or the context
        can see, on all ways from there on; names count where the context shows them. Where only some of several ways do
        the same it may be meant so, as copies that have to be kept alike: that is an info. Where the ways lead to one
        node it is `flow/pointless-branch` or `flow/same-answer`.
    """,
    bad=bad(
        dialog(
            intent("ask"),
            confirmation("ask", "deleted", "kept", "Delete it?"),
            DELETED,
            message("kept", "It is deleted."),
        ),
        Flag("/nodes/1", "yes and no of ask do the same: deleted and kept are alike", "ask"),
    ),
    good=good(dialog(intent("ask"), confirmation("ask", "deleted", "kept", "Delete it?"), DELETED, KEPT)),
)
def equal_branches(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    alike = Alike(facts)
    for node, pointer, _ in facts.ways.branches:
        yield from _of(node, pointer, alike, facts)
    if not alike.is_complete:
        yield Unchecked("whether branches do the same: they are too long to compare all of them")


def _of(node: Node, pointer: str, alike: Alike, facts: TaskFacts) -> Iterator[Problem]:
    ways = [way for way in node.transitions if not is_blank(way.when)]
    targets = list(dict.fromkeys(way.to for way in ways))
    for group in alike.groups(targets) if len(targets) > 1 else ():
        names = [facts.name(to) for to in group]
        same = [way for way in ways if way.to in group]
        words = f"of {node.component} do the same: {', '.join(names[:-1])} and {names[-1]} are alike"
        if _are_answers(same):
            yield Problem(pointer, f"yes and no {words}", node.id)
        elif len(same) == len(ways):
            yield Problem(pointer, f"all ways out {words}", node.id)
        elif len(set(names)) == len(names):  # one component in two places is no copy: it is changed once
            yield Problem(pointer, f"{len(same)} of {len(ways)} ways out {words}", node.id, severity=Severity.INFO)


def _are_answers(ways: Sequence[Transition]) -> bool:
    """Whether both answers to a question are among the ways."""
    return {way.when.answer for way in ways if isinstance(way.when, AnswerTest)} == {"yes", "no"}
