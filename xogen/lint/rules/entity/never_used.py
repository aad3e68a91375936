"""A question whose answer nobody reads."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nearest import nearest
from xogen.model.references import COMPUTED

MOST_UNKNOWN = 20
"""Unknown names of a dialog that are taken for the nearest known one."""
ASK = entity("title", "done", "What is the new title?")


@rule(
    "bot",
    severity=Severity.INFO,
    reads_scripts=True,
    summary="An entity whose value is never used",
    rationale="""
        The user answers a question for nothing, or the value was forgotten in the request. A value is used where a
        condition, a message, a request or a script of the dialog reads it, or a dialog that calls this one. A script
        that takes all entities at once counts as a use of each.
    """,
    bad=bad(
        dialog(intent("title"), ASK, message("done", "Done.")),
        Flag("/nodes/1", "the value of the entity title is never used", "title"),
    ),
    good=good(dialog(intent("title"), ASK, message("done", "The title is {{context.entities.title}} now."))),
)
def never_used(facts: BotFacts) -> Iterator[Problem]:
    read_by = {id(task): _read(task) for task in facts.tasks}
    for task in facts.tasks:
        if not task.of_kind("entity"):
            continue
        read = read_by[id(task)].union(*(read_by[id(call.caller)] for call in facts.calls_to(task)))
        if "*" in read or read.issuperset(task.entity_places):
            continue
        entities = {place.node.component: place for place in task.of_kind("entity")}
        # What is read under a name that is not there was meant to be the nearest: another rule says so.
        unknown = sorted(read_by[id(task)] - entities.keys())[:MOST_UNKNOWN]
        meant = {nearest(name, entities) for name in unknown}
        for name, place in entities.items():
            if name not in read and name not in meant:
                yield Problem(
                    place.pointer, f"the value of the entity {name} is never used", place.node.id, dialog=task
                )


def _read(task: TaskFacts) -> set[str]:
    """Return the names of the entities that a dialog reads; ``*`` where it reads all, or one by a computed name."""
    names: set[str] = set()
    for use in (*task.uses_by_name.get(("context",), ()), *task.uses_by_name.get(("context", "entities"), ())):
        if use.kind == "read":
            name = use.path[2] if len(use.path) > 2 else "*"
            names.add("*" if name == COMPUTED else name)
    return names
