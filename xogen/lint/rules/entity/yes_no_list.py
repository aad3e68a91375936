"""A list of yes and no."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, confirmation, dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.conditions import EntityTest
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode

ANSWERS = frozenset(
    {
        "yes", "no", "y", "n", "true", "false", "yeah", "nope", "ja", "nein", "oui", "non", "si", "sí", "sì", "sim",
        "não", "da", "nu", "tak", "nie", "はい", "いいえ", "是", "否",
    }
)  # fmt: skip
YES, NO = message("yes", "Then it is saved."), message("no", "Then nothing is saved.")
VALUES = [{"value": "Yes"}, {"value": "No"}]
WAYS: list[Data] = [{"to": "yes", "when": {"entity": "sure", "op": "eq", "value": "Yes"}}, {"to": "no"}]


@rule(
    "entity",
    severity=Severity.INFO,
    summary="A yes-or-no question as a list of values",
    rationale="""
        A confirmation understands "sure", "no thanks" and whatever else means yes or no, in each language of the bot,
        and branches without a condition. A list understands what it lists. A list whose value is only
        kept or sent, such as the value of a field, is fine.
    """,
    bad=bad(
        dialog(
            intent("sure"),
            entity("sure", WAYS, "Shall I save it?", entity_type="list-of-values", values=VALUES),
            YES,
            NO,
        ),
        Flag("/nodes/1", "the list of sure holds yes and no; a confirmation asks that better", "sure"),
    ),
    good=good(dialog(intent("sure"), confirmation("sure", "yes", "no", "Shall I save it?"), YES, NO)),
)
def yes_no_list(node: EntityNode, _facts: TaskFacts) -> Iterator[Problem]:
    if len(node.values) < 2:
        return
    values = {value.value.strip().casefold() for value in node.values}
    branches = any(isinstance(way.when, EntityTest) and way.when.entity == node.id for way in node.transitions)
    if branches and len(values) == 2 and values <= ANSWERS:
        yield Problem("", f"the list of {node.component} holds yes and no; a confirmation asks that better")
