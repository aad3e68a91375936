"""A branch whose ways all lead to one place."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit, Removal
from xogen.lint.blank import is_blank
from xogen.lint.examples import dialog, intent, message, node
from xogen.lint.facts import Placed, TaskFacts
from xogen.lint.fix import Fix, unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import Node

KNOWN = {"context": "context.session.BotUserSession.account"}
ENDS = (message("hello", "Hello!"), message("back", "Welcome back!"))


@rule(
    "task",
    needs=("branching", "logic"),
    severity=Severity.WARNING,
    summary="A branch whose ways all lead to one place",
    rationale="""
        The conditions change nothing: either one of them should lead elsewhere, or the branch can go. A question whose
        yes and no lead to one place is `flow/same-answer`.
    """,
    bad=bad(
        dialog(intent("check"), node("logic", "check", [{"to": "hello", "when": KNOWN}, {"to": "hello"}]), ENDS[0]),
        Flag("/nodes/1", "all ways out of check lead to hello", "check"),
    ),
    good=good(dialog(intent("check"), node("logic", "check", [{"to": "back", "when": KNOWN}, {"to": "hello"}]), *ENDS)),
)
def pointless_branch(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for each, pointer, parent in _deciding(facts):
        ways = [transition for transition in each.transitions if not is_blank(transition.when)]
        targets = {transition.to for transition in ways}
        if len(ways) > 1 and len(targets) == 1 and each.type != "confirmation":
            words = f"all ways out of {each.component} lead to {facts.name(targets.pop())}"
            yield Problem(pointer, words, each.id, fix=_fix(pointer, each, facts))
        # A bot action's own transitions are taken at the end of what is inside, so a logic node there decides by them.
        elif each.type == "logic" and len(each.transitions) == 1 and parent is None:
            words = f"the logic node {each.component} has one way out, so it decides nothing"
            yield Problem(pointer, words, each.id, fix=_fix(pointer, each, facts))


def _deciding(facts: TaskFacts) -> Iterator[Placed]:
    """Yield the nodes that should decide something: those with several ways out, and those that do nothing else."""
    yield from facts.ways.branches
    yield from (place for place in facts.of_kind("logic") if len(place.node.transitions) == 1)


def _fix(pointer: str, node: Node, facts: TaskFacts) -> Fix | None:
    """Keep the default only; lead past a logic node, which does nothing else."""
    ways = node.transitions
    if ways[-1].when is not None or ways[-1].to == node.id:
        return None
    place = facts.by_id[node.id]
    if node.type == "logic" and place.parent is None and place.pointer == pointer != "/nodes/0":
        past = [
            Edit(f"{other.pointer}/transitions/{index}/to", ways[-1].to)
            for other, index in facts.leading.get(node.id, ())
            if other.node is not node
        ]
        return unsafe(f"lead past {node.component}, and remove it", *past, Removal(pointer))
    removals = [Removal(f"{pointer}/transitions/{index}") for index in range(len(ways) - 1)]
    return unsafe("keep the default only", *removals) if removals else None
