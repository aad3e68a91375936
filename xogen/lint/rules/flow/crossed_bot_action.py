"""A transition through the wall of a bot action."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, node, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

KEEP = "context.kept = true;"
DONE = message("done", "Kept.")


@rule(
    "task",
    needs="bot-action",
    severity=Severity.ERROR,
    summary="A transition into or out of a bot action",
    rationale="""
        A bot action is entered at its first node and left at its end: nodes inside lead to nodes inside, to `end` or
        nowhere, nodes outside to nodes outside. The bot action's own transitions say where its end leads.
    """,
    bad=bad(
        dialog(intent("work"), node("bot-action", "work", "done", nodes=[script("keep", KEEP, "done")]), DONE),
        Flag(
            "/nodes/1/nodes/0/transitions/0/to",
            "keep is inside the bot action work and done is not: lead to end",
            "keep",
        ),
    ),
    good=good(dialog(intent("work"), node("bot-action", "work", "done", nodes=[script("keep", KEEP, "end")]), DONE)),
)
def crossed_bot_action(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for each, pointer, parent in facts.placed if _is_any_crossed(facts) else ():
        for index, transition in enumerate(each.transitions):
            target = facts.by_id.get(transition.to)
            inner = parent.id if parent else None
            other = target.parent.id if target and target.parent else None
            if target is None or inner == other:
                continue
            there = target.node.component
            if inner is not None:
                words = f"{each.component} is inside the bot action {facts.name(inner)} and {there} is not: lead to end"
            elif other is not None:
                words = f"{there} is inside the bot action {facts.name(other)}: lead to {facts.name(other)}"
            yield Problem(f"{pointer}/transitions/{index}/to", words, each.id)


def _is_any_crossed(facts: TaskFacts) -> bool:
    inside = {name: place.parent.id for name, place in facts.by_id.items() if place.parent is not None}
    return any(
        inside.get(target, "") != parent
        for parent, targets in facts.ways.targets.items()
        for target in (targets & facts.by_id.keys() if parent else targets & inside.keys())
    )
