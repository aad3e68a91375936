"""A value of an entity that the dialog does not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import TypeGuard

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import BotFacts, Placed, TaskFacts
from xogen.lint.preset import preset_paths
from xogen.lint.renaming import entity_renamed
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.lint.user_text import COLLECTING
from xogen.lint.uses import Use
from xogen.model.finding import Severity
from xogen.model.references import COMPUTED

ENTITIES = ("context", "entities")
ASK = entity("companyName", "done")


@rule(
    "bot",
    severity=Severity.ERROR,
    reads_scripts=True,
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
    unknown = [(task, uses) for task in facts.tasks if (uses := _unknown(task, facts))]
    shared = _shared(facts, {_component(use.place) for _, uses in unknown for use in uses.values()})
    for task, uses in unknown:
        known, doubt = task.entity_places, _doubt(task, facts)
        for (node, name), use in uses.items():
            if doubt is not None:
                yield Unchecked(f"whether there is an entity {name!r} is not known: {doubt}", task)
            elif not any(name in entities for entities in shared[_component(use.place)]):
                words = f"there is no entity {name!r}{task.did_you_mean('entity', name, known)}"
                fix = entity_renamed(use.place, name, task.only_nearest("entity", name, known))
                yield Problem(use.pointer, words, node, dialog=task, fix=fix)


def _unknown(task: TaskFacts, facts: BotFacts) -> dict[tuple[str, str], Use]:
    """Return the first use in each node of each entity that the dialog does not have, by node and name."""
    entities, uses = task.entity_places, task.uses_by_name.get(ENTITIES, ())
    lost = [use for use in uses if len(use.path) > 2 and use.path[2] not in entities and use.kind != "write"]
    if not lost:
        return {}
    there = {COMPUTED, *(use.path[2] for use in uses if len(use.path) > 2 and use.kind == "write")}
    first: dict[tuple[str, str], Use] = {}
    for use in lost:
        if use.path[2] not in there:
            first.setdefault((use.place.node.id, use.path[2]), use)
    preset = _preset(task, facts) if first else set()
    return {at: use for at, use in first.items() if at[1] not in preset}


def _is_entity(path: tuple[str, ...] | None) -> TypeGuard[tuple[str, ...]]:
    return path is not None and path[:2] == ENTITIES and len(path) > 2


def _preset(task: TaskFacts, facts: BotFacts) -> set[str]:
    """Return what calls of the dialog set beforehand."""
    return {path[2] for path in preset_paths(task, facts) if _is_entity(path)}


def _doubt(task: TaskFacts, facts: BotFacts) -> str | None:
    """Say what may set entities that we do not see."""
    entities = task.uses_by_name.get(ENTITIES, ())
    if any(use.kind == "write" and use.path[2:3] == (COMPUTED,) for use in entities):
        return "a script sets entities by computed names"
    if task.task.hidden and not facts.calls_to(task) and not facts.known.complete:
        return "a dialog that calls this hidden one may set it"
    node = next((place.node for place in task.placed if place.node.type in COLLECTING), None)
    return None if node is None else f"the {node.type} node {node.component} may set it"


def _component(place: Placed) -> tuple[str, str]:
    """Return what tells a component from others: its kind and name."""
    return place.node.type, place.node.component


def _shared(facts: BotFacts, wanted: set[tuple[str, str]]) -> Mapping[tuple[str, str], list[Collection[str]]]:
    """Return the entities of each dialog that some components stand in, by the component."""
    found: defaultdict[tuple[str, str], list[Collection[str]]] = defaultdict(list)
    kinds = {kind for kind, _ in wanted}
    for task in facts.tasks:
        for component in {_component(place) for kind in kinds for place in task.of_kind(kind)} & wanted:
            found[component].append(task.entity_places)
    return found
