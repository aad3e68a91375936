"""Two components that the platform cannot tell apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import BotFacts, Placed, TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import Node

DONE = message("done", "Looking up {{context.entities.ID}}{{context.entities.Id}}.")


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A name that two components share",
    rationale="""
        Component names are unique in a bot, across all kinds, and upper and lower case make no difference: `Id` and
        `ID` are one name. Scripts and texts find a value by its component's name, so they may get the wrong one.
        Packages number what is new (`firstName0001`), so two dialogs, and an intent and the nodes of its dialog, are
        compared only where both components exist on the platform already: they have a `ref_id`. One component in
        several dialogs is fine, and a call has none of its own.
    """,
    bad=bad(
        dialog(intent("Id"), entity("Id", "ID", "Which id?"), entity("ID", "done", "And the other id?"), DONE),
        Flag("/nodes/2", "the name ID is taken by the entity Id", "ID"),
    ),
    good=good(
        dialog(
            intent("leadId"),
            entity("leadId", "ownerId", "Which id?"),
            entity("ownerId", "done", "And the other id?"),
            message("done", "Looking up {{context.entities.leadId}}, owned by {{context.entities.ownerId}}."),
        )
    ),
)
def duplicate_name(facts: BotFacts) -> Iterator[Problem]:
    in_bot: dict[str, tuple[TaskFacts, Node]] = {}
    several = _several(facts)
    for task in facts.tasks:
        in_task: dict[tuple[bool, str], Node] = {}
        for place in () if several.isdisjoint(task.components) else task.placed:
            node = place.node
            if node.type == "dialog-call" or node.component not in several:
                continue
            key = node.component.casefold()
            other = in_task.setdefault((node.type == "intent", key), node)
            if other is not node and _are_two(node, other):
                yield _problem(task, place, f"the {other.type} {other.component}")
            elif node.ref_id is not None:
                where, known = in_bot.get(key) or in_bot.setdefault(key, (task, node))
                if known.ref_id != node.ref_id:
                    there = "" if where is task else f" of the dialog {where.task.name}"
                    yield _problem(task, place, f"the {known.type} {known.component}{there}")


def _several(facts: BotFacts) -> set[str]:
    """Return the names that several nodes have, or that differ from another in their case only: all others are free."""
    names = [name for task in facts.tasks for name in task.components]
    keys = list(map(str.casefold, names))
    counts = Counter(keys)
    found = {name for name, key in zip(names, keys, strict=True) if counts[key] > 1}
    crowded = [task for task in facts.tasks if len(task.components) < len(task.placed)]
    return found.union(name for task in crowded for name, places in task.by_component.items() if len(places) > 1)


def _are_two(one: Node, other: Node) -> bool:
    """Nodes of one id are another rule's; one ``ref_id`` means one component, used twice."""
    return one.id != other.id and (one.ref_id is None or one.ref_id != other.ref_id)


def _problem(task: TaskFacts, place: Placed, taken_by: str) -> Problem:
    words = f"the name {place.node.component} is taken by {taken_by}"
    return Problem(place.pointer, words, place.node.id, dialog=task)
