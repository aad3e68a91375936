"""A value of an entity that the dialog does not have."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nearest import did_you_mean
from xogen.model.nodes import EntityNode
from xogen.model.references import COMPUTED

ENTITIES = ("context", "entities")
COLLECTING = frozenset({"form", "generative", "opaque"})
"""Kinds that may collect entities of their own."""
ASK = entity("companyName", "done")


@rule(
    "task",
    severity=Severity.ERROR,
    summary="An entity that the dialog does not have",
    rationale="""
        The value is empty on every path: no entity node of the dialog has this name (upper and lower case count), and
        no script sets it. Mostly the entity was renamed and the reference was not. A condition names the entity's
        node.
    """,
    bad=bad(
        dialog(intent("companyName"), ASK, message("done", "Saved {{context.entities.companyname}}.")),
        Flag("/nodes/2/responses/0/text/en", "there is no entity companyname; did you mean 'companyName'?", "done"),
    ),
    good=good(dialog(intent("companyName"), ASK, message("done", "Saved {{context.entities.companyName}}."))),
)
def unknown_entity(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    known = {place.node.component for place in facts.placed if isinstance(place.node, EntityNode)}
    written = {use.path[2] for use in facts.uses if use.kind == "write" and _is_entity(use.path)}
    collecting = next((place.node for place in facts.placed if place.node.type in COLLECTING), None)
    for use in facts.uses:
        if use.kind == "write" or not _is_entity(use.path) or use.path[2] in known | written | {COMPUTED}:
            continue
        name = use.path[2]
        if COMPUTED in written:
            yield Unchecked("a script sets entities by computed names")
        elif collecting is not None:
            yield Unchecked(f"whether the {collecting.type} node {collecting.id} sets the entity {name} is not known")
        else:
            words = f"there is no entity {name}{did_you_mean(name, known)}"
            yield Problem(use.pointer, words, use.place.node.id)


def _is_entity(path: tuple[str, ...]) -> bool:
    return path[:2] == ENTITIES and len(path) > 2
