"""A condition that leads where the default leads."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.lint.blank import is_blank
from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import safe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import Node

IS_ACME = {"to": "known", "when": {"entity": "company", "op": "eq", "value": "Acme"}}
IS_GLOBEX = {"entity": "company", "op": "eq", "value": "Globex"}
KNOWN, NEW = message("known", "I know that one."), message("new", "Welcome!")


@rule(
    "task",
    needs="conditional",
    severity=Severity.INFO,
    summary="A condition that leads where the default leads",
    rationale="""
        Only the default comes after it, and leads to the same node: the condition changes nothing. Either it should
        lead elsewhere, or it can go. Answers to a question are left out: a no that is written out reads better. A
        branch of which all ways lead to one place is `flow/pointless-branch`.
    """,
    bad=bad(
        dialog(
            intent("company"), entity("company", [IS_ACME, {"to": "new", "when": IS_GLOBEX}, {"to": "new"}]), KNOWN, NEW
        ),
        Flag("/nodes/1/transitions/1", "'company is Globex' leads to new, and so does the default after it", "company"),
    ),
    good=good(dialog(intent("company"), entity("company", [IS_ACME, {"to": "new"}]), KNOWN, NEW)),
)
def redundant_transition(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for node, pointer, _ in facts.ways.conditional:
        for index in _redundant(node):
            transition = node.transitions[index]
            words = f"leads to {facts.name(transition.to)}, and so does the default after it"
            if transition.when is not None:
                here, what = f"{pointer}/transitions/{index}", repr(facts.words(transition.when))
                yield Problem(here, f"{what} {words}", node.id, fix=safe("leave it to the default", Removal(here)))


def _redundant(node: Node) -> list[int]:
    """Return the conditions right before the default that lead where it leads."""
    ways = node.transitions
    if len(ways) < 3 or ways[-1].when is not None or node.type == "confirmation" or len({way.to for way in ways}) < 2:
        return []
    found: list[int] = []
    for index in range(len(ways) - 2, -1, -1):
        if ways[index].to != ways[-1].to or ways[index].when is None or is_blank(ways[index].when):
            break
        found.append(index)
    return found[::-1]
