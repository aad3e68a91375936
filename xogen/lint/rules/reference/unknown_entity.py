"""A value of an entity that the dialog does not have."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.lint.uses import Use
from xogen.model.finding import Severity
from xogen.model.nearest import did_you_mean
from xogen.model.nodes import EntityNode
from xogen.model.references import COMPUTED

ENTITIES = ("context", "entities")
COLLECTING = frozenset({"form", "generative", "opaque"})
"""Kinds that may collect entities of their own."""
ASK = entity("companyName", "done")


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="An entity that the dialog does not have",
    rationale="""
        The value is empty on every path: no entity node of the dialog has this name (upper and lower case count), and
        no script sets it. Mostly the entity was renamed and the reference was not. A condition names the entity's
        node. A service or script that several dialogs share may read the entities of each.
    """,
    bad=bad(
        dialog(intent("companyName"), ASK, message("done", "Saved {{context.entities.companyname}}.")),
        Flag("/nodes/2/responses/0/text/en", "there is no entity companyname; did you mean 'companyName'?", "done"),
    ),
    good=good(dialog(intent("companyName"), ASK, message("done", "Saved {{context.entities.companyName}}."))),
)
def unknown_entity(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    for task in facts.tasks:
        known = _entities(task)
        written = {use.path[2] for use in task.uses if use.kind == "write" and _is_entity(use.path)}
        doubt = _doubt(task, written)
        for use in task.uses:
            if use.kind == "write" or not _is_entity(use.path) or use.path[2] in known | written | {COMPUTED}:
                continue
            if doubt is not None:
                yield Unchecked(f"whether there is an entity {use.path[2]} is not known: {doubt}", task)
            elif not _is_shared(use, task, facts):
                words = f"there is no entity {use.path[2]}{did_you_mean(use.path[2], known)}"
                yield Problem(use.pointer, words, use.place.node.id, dialog=task)


def _entities(task: TaskFacts) -> set[str]:
    return {place.node.component for place in task.placed if isinstance(place.node, EntityNode)}


def _is_entity(path: tuple[str, ...]) -> bool:
    return path[:2] == ENTITIES and len(path) > 2


def _doubt(task: TaskFacts, written: set[str]) -> str | None:
    """Say what may set entities that we do not see."""
    if COMPUTED in written:
        return "a script sets entities by computed names"
    node = next((place.node for place in task.placed if place.node.type in COLLECTING), None)
    return None if node is None else f"the {node.type} node {node.id} may set it"


def _is_shared(use: Use, task: TaskFacts, facts: BotFacts) -> bool:
    """Whether the node's component stands in another dialog too, and that dialog has the entity."""
    node = use.place.node
    return any(
        (place.node.type, place.node.component) == (node.type, node.component) and use.path[2] in _entities(other)
        for other in facts.tasks
        if other is not task
        for place in other.placed
    )
