"""A list of values that holds none."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode

DONE = message("done", "The status is {{context.entities.status}} now.")


@rule(
    "entity",
    severity=Severity.ERROR,
    summary="A list of values without values",
    rationale="""
        No answer can fit an empty list, so the entity asks until its retries are used up. A template takes the values
        from the object's describe (`values_from = "Lead.Status"`); a describe without active values leaves none.
    """,
    bad=bad(
        dialog(intent("status"), entity("status", "done", "Which status?", entity_type="list-of-values"), DONE),
        Flag("/nodes/1", "the list of the entity status has no values", "status"),
    ),
    good=good(
        dialog(
            intent("status"),
            entity(
                "status",
                "done",
                "Which status?",
                entity_type="list-of-values",
                values=[{"value": "Open"}, {"value": "Closed"}],
            ),
            DONE,
        )
    ),
)
def list_without_values(node: EntityNode, _facts: TaskFacts) -> Iterator[Problem]:
    if node.entity_type == "list-of-values" and not node.values and node.values_from is None:
        yield Problem("", f"the list of the entity {node.component} has no values")
