"""A value of an entity that the dialog does not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeGuard

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.renaming import entity_renamed
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.lint.user_text import COLLECTING
from xogen.lint.uses import Use
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode
from xogen.model.references import COMPUTED, parse_path

ENTITIES = ("context", "entities")
ASK = entity("companyName", "done")


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="An entity that the dialog does not have",
    rationale="""
        The value is empty on every path: no entity node of the dialog has this name (upper and lower case count), no
        script sets it, and no call of the dialog. Mostly the entity was renamed and the reference was not. A condition
        names the entity's node. A service or script that several dialogs share may read the entities of each. Of the
        places in one node the first is shown.
    """,
    bad=bad(
        dialog(intent("companyName"), ASK, message("done", "Saved {{context.entities.companyname}}.")),
        Flag("/nodes/2/responses/0/text/en", "there is no entity 'companyname'; did you mean 'companyName'?", "done"),
    ),
    good=good(dialog(intent("companyName"), ASK, message("done", "Saved {{context.entities.companyName}}."))),
)
def unknown_entity(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    shared = _shared(facts)
    for task in facts.tasks:
        known = _entities(task)
        there = known | _written(task) | _preset(task, facts) | {COMPUTED}
        first: dict[tuple[str, str], Use] = {}
        for use in task.uses:
            if use.kind != "write" and _is_entity(use.path) and use.path[2] not in there:
                first.setdefault((use.place.node.id, use.path[2]), use)
        doubt = _doubt(task, facts) if first else None
        for (node, name), use in first.items():
            if doubt is not None:
                yield Unchecked(f"whether there is an entity {name!r} is not known: {doubt}", task)
            elif not any(name in entities for entities in shared[use.place.node.type, use.place.node.component]):
                words = f"there is no entity {name!r}{task.did_you_mean(name, known)}"
                fix = entity_renamed(use.place, name, task.only_nearest(name, known))
                yield Problem(use.pointer, words, node, dialog=task, fix=fix)


def _entities(task: TaskFacts) -> set[str]:
    return {place.node.component for place in task.placed if isinstance(place.node, EntityNode)}


def _is_entity(path: tuple[str, ...] | None) -> TypeGuard[tuple[str, ...]]:
    return path is not None and path[:2] == ENTITIES and len(path) > 2


def _written(task: TaskFacts) -> set[str]:
    """Return what scripts of the dialog set."""
    return {use.path[2] for use in task.uses if use.kind == "write" and _is_entity(use.path)}


def _preset(task: TaskFacts, facts: BotFacts) -> set[str]:
    """Return what calls of the dialog set beforehand."""
    keys = (parse_path(key) for call in facts.calls_to(task) for key in call.node.inputs)
    return {path[2] for path in keys if _is_entity(path)}


def _doubt(task: TaskFacts, facts: BotFacts) -> str | None:
    """Say what may set entities that we do not see."""
    if COMPUTED in _written(task):
        return "a script sets entities by computed names"
    if task.task.hidden and not facts.calls_to(task) and not facts.known.complete:
        return "a dialog that calls this hidden one may set it"
    node = next((place.node for place in task.placed if place.node.type in COLLECTING), None)
    return None if node is None else f"the {node.type} node {node.component} may set it"


def _shared(facts: BotFacts) -> Mapping[tuple[str, str], list[set[str]]]:
    """Return the entities of each dialog that a component stands in, by the component's kind and name."""
    found: defaultdict[tuple[str, str], list[set[str]]] = defaultdict(list)
    for task in facts.tasks:
        entities = _entities(task)
        for place in task.placed:
            found[place.node.type, place.node.component].append(entities)
    return found
