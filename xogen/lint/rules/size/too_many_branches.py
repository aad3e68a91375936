"""A node that branches more often than anybody can follow."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from xogen.lint.examples import Data, dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.base import Owned
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity


def _asks(count: int) -> Data:
    values = [f"kind {number}" for number in range(1, count + 1)]
    ways: list[Data] = [
        {"to": f"say{number}", "when": {"entity": "kind", "op": "eq", "value": value}}
        for number, value in enumerate(values)
    ]
    ask = entity(
        "kind",
        [*ways, {"to": "say0"}],
        "Which kind?",
        entity_type="list-of-values",
        values=[{"value": value} for value in values],
    )
    return dialog(
        intent("kind"), ask, *(message(f"say{number}", f"This is {value}.") for number, value in enumerate(values))
    )


class Options(Owned):
    """The most ways out of one node that are fine."""

    most: int = Field(default=12, ge=1)


@rule(
    "task",
    needs="branching",
    severity=Severity.INFO,
    summary="A node with very many ways out",
    rationale="""
        The platform tries the conditions one after the other, and people have to read them so. A script that looks the
        answer up, or a dialog for each group, is easier to change. The platform documents no limit.
    """,
    bad=bad(_asks(12), Flag("/nodes/1/transitions", "kind has 13 ways out, more than 12", "kind")),
    good=good(_asks(2)),
    options=Options,
)
def too_many_branches(_task: DialogTask, facts: TaskFacts, options: Options) -> Iterator[Problem]:
    for place in facts.ways.branches:
        count = len(place.node.transitions)
        if count > options.most:
            words = f"{place.node.component} has {count} ways out, more than {options.most}"
            yield Problem(f"{place.pointer}/transitions", words, place.node.id)
