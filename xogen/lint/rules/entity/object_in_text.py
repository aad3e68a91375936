"""A text that shows the inside of a value."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import referring
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode

OBJECTS = frozenset({"airport", "country", "currency", "date-period", "location", "quantity"})
"""Types whose value is an object (facts, kore-platform 4.3)."""
PRICE = "price"


def _asks(reference: str) -> Data:
    ask = entity(PRICE, "done", "What may it cost?", entity_type="currency")
    return dialog(intent(PRICE), ask, message("done", f"I will look for {{{{{reference}}}}}."))


@rule(
    "task",
    needs="showing",
    severity=Severity.WARNING,
    summary="A text that shows a value that is an object",
    rationale="""
        Entities of the types airport, country, currency, date period, location and quantity hold an object, not a text.
        Shown as it is, users read JSON or `[object Object]` (inferred). Show a part of it, such as
        `{{context.entities.price.amount}}`.
    """,
    bad=bad(
        _asks("context.entities.price"),
        Flag("/nodes/2/responses/0/text/en", "price is a currency, which is an object; show a part of it", "done"),
    ),
    good=good(_asks("context.entities.price.amount")),
)
def object_in_text(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for node, pointer, _ in facts.said.showing:
        for text in referring(node):
            found = next((asked for each in text.references if (asked := _object(each.path, facts))), None)
            if found is not None:
                words = f"{found.component} is a {found.entity_type}, which is an object; show a part of it"
                yield Problem(pointer + text.pointer, words, node.id)


def _object(path: tuple[str, ...] | None, facts: TaskFacts) -> EntityNode | None:
    """Return the entity whose value is shown as a whole, if that is an object."""
    if path is None or len(path) != 3 or path[:2] != ("context", "entities"):
        return None
    place = facts.entity_places.get(path[2])
    node = place.node if place else None
    return node if node is not None and node.type == "entity" and node.entity_type in OBJECTS else None
