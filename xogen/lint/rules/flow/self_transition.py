"""A question that leads back to itself."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.conditions import EntityTest
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode

SMALL = {"entity": "amount", "op": "lt", "value": "1"}
FORGET = script("forget", "delete context.entities.amount;", "amount")
DONE = message("done", "I have noted {{context.entities.amount}}.")


def _ask(again: str) -> dict[str, object]:
    return entity("amount", [{"to": again, "when": SMALL}, {"to": "done"}], "How many?", entity_type="number")


@rule(
    "entity",
    severity=Severity.WARNING,
    summary="A question that leads back to itself",
    rationale="""
        The platform does not ask for what it knows (inferred): with a value there, the entity is passed at once, the
        same condition holds again, and the dialog fails at the loop limit. Forget the value first, in a script:
        `delete context.entities.<name>`. A way back that is taken when there is no value is fine.
    """,
    bad=bad(
        dialog(intent("amount"), _ask("amount"), DONE),
        Flag("/nodes/1/transitions/0", "amount leads to itself, and its value is still there", "amount"),
    ),
    good=good(dialog(intent("amount"), _ask("forget"), FORGET, DONE)),
)
def self_transition(node: EntityNode, _facts: TaskFacts) -> Iterator[Problem]:
    is_empty = False
    for index, transition in enumerate(node.transitions):
        when = transition.when
        test = when if isinstance(when, EntityTest) and when.entity == node.id else None
        has_value = not is_empty if when is None else test is not None and test.op not in {"not-exists", "neq"}
        if transition.to == node.id and has_value:
            yield Problem(f"/transitions/{index}", f"{node.component} leads to itself, and its value is still there")
        is_empty = is_empty or (test is not None and test.op == "exists")
