"""A condition on a value that the entity's list does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.lint.examples import Data, dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.conditions import EntityTest
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode

DYNAMIC = re.compile(r"\{\{|^(?:context|env|content)\.")
VALUES = [{"value": "Open"}, {"value": "Closed"}]


def _ask(value: str) -> Data:
    ways: list[Data] = [{"to": "thanks", "when": {"entity": "status", "op": "eq", "value": value}}, {"to": "sorry"}]
    return entity("status", ways, "Which status?", entity_type="list-of-values", values=VALUES)


THANKS, SORRY = message("thanks", "It is closed."), message("sorry", "It stays open.")


@rule(
    "task",
    needs="entity",
    severity=Severity.ERROR,
    summary="A condition on a value that the entity cannot have",
    rationale="""
        A list of values gives one of its values and nothing else, so this branch is never taken. Usually the list and
        the condition were changed apart, or the value is misspelt. Values that differ in upper and lower case only are
        taken as equal: how the platform compares them is not documented.
    """,
    bad=bad(
        dialog(intent("status"), _ask("Clsoed"), THANKS, SORRY),
        Flag(
            "/nodes/1/transitions/0",
            "the entity status is never 'Clsoed'; did you mean 'Closed'?",
            "status",
        ),
    ),
    good=good(dialog(intent("status"), _ask("Closed"), THANKS, SORRY)),
)
def impossible_value(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    lists: dict[str, tuple[set[str], set[str]]] = {}
    for (node, pointer, _), index, test in facts.conditions:
        if not isinstance(test, EntityTest) or test.op != "eq" or not test.value or DYNAMIC.search(test.value):
            continue
        tested = facts.by_id.get(test.entity)
        if tested is None or tested.node.type != "entity":
            continue
        if test.entity not in lists:
            values = _values(tested.node)
            lists[test.entity] = values, {value.casefold() for value in values}
        values, folded = lists[test.entity]
        if values and test.value.casefold() not in folded:
            meant = facts.did_you_mean("value", test.value, values)
            words = f"the entity {tested.node.component} is never {test.value!r}{meant}"
            here = f"{pointer}/transitions/{index}"
            value = facts.only_nearest("value", test.value, values)
            fix = None if value is None else unsafe(f"compare with {value}", Edit(f"{here}/when/value", value))
            yield Problem(here, words, node.id, fix=fix)


def _values(node: EntityNode) -> set[str]:
    """Return values and labels: which of the two the platform compares is not documented."""
    if node.entity_type != "list-of-values":
        return set()
    return {value.value for value in node.values} | {label for value in node.values for label in value.label.values()}
