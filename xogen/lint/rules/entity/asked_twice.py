"""A question that the platform does not ask again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.references import COMPUTED

DONE = message("done", "I will write to {{context.entities.company}}{{context.entities.branch}}.")
MOST = 20
"""Nodes of one entity that are compared with each other."""
AGAIN = entity("askAgain", "done", "And which branch?", name="company")


@rule(
    "task",
    needs="entity",
    severity=Severity.WARNING,
    summary="An entity that is asked for twice on one path",
    rationale="""
        Both nodes ask for the same entity, and the platform does not ask for what it already knows (inferred): the
        second question never comes, and the first answer is taken for both. Give the second question an entity of its
        own, or clear the value in a script between the two. Where a script sets or deletes the entity, nothing is said.
    """,
    bad=bad(
        dialog(
            intent("company"),
            entity("company", "askAgain"),
            AGAIN,
            message("done", "I will write to {{context.entities.company}}."),
        ),
        Flag("/nodes/2", "company was asked for before, at company", "askAgain"),
    ),
    good=good(
        dialog(intent("company"), entity("company", "branch"), entity("branch", "done", "And which branch?"), DONE)
    ),
)
def asked_twice(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    asked: defaultdict[str, list[str]] = defaultdict(list)
    for node, _, _ in facts.of_kind("entity"):
        if node.type == "entity" and node.required != "hidden":
            asked[node.component].append(node.id)
    several = {name: ids for name, ids in asked.items() if len(ids) > 1}
    if not several:
        return
    reset = {
        use.path[2]
        for use in facts.uses
        if use.kind != "read" and use.path[:2] == ("context", "entities") and len(use.path) > 2
    }
    whole = any(
        use.kind != "read" and use.path[:2] == ("context", "entities") and len(use.path) == 2 for use in facts.uses
    )
    for name, ids in several.items():
        if not whole and not {name, COMPUTED} & reset:
            yield from _twice(facts, name, ids)


def _twice(facts: TaskFacts, name: str, ids: list[str]) -> Iterator[Problem]:
    from xogen.graph import walks

    graph = facts.graph
    reached = [node for node in ids[:MOST] if node in graph.reachable]
    asked_after: dict[str, str] = {}
    for earlier in reached:
        after = walks.reach([earlier], graph.successors)
        for later in reached:
            if later != earlier and later in after:
                asked_after.setdefault(later, earlier)
    for later, earlier in asked_after.items():
        yield Problem(facts.by_id[later].pointer, f"{name} was asked for before, at {earlier}", later)
