"""A value that a list has twice."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.lint.examples import Data, dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode

DONE = message("done", "The status is {{context.entities.status}} now.")


def _list(*values: str) -> Data:
    entries = [{"value": value} for value in values]
    return dialog(
        intent("status"), entity("status", "done", "Which status?", entity_type="list-of-values", values=entries), DONE
    )


@rule(
    "entity",
    severity=Severity.WARNING,
    summary="A list that has one value twice",
    rationale="""
        The user sees the same choice twice, and the platform cannot tell which one is meant. Upper and lower case make
        no difference, as far as users are concerned.
    """,
    bad=bad(
        _list("Open", "Closed", "open"), Flag("/nodes/1/values/2", "'open' is in the list of status before", "status")
    ),
    good=good(_list("Open", "Closed")),
)
def duplicate_list_value(node: EntityNode, _facts: TaskFacts) -> Iterator[Problem]:
    if len(node.values) < 2:
        return
    seen: set[str] = set()
    for index, value in enumerate(node.values):
        key = value.value.strip().casefold()
        if key and key in seen:
            here, words = f"/values/{index}", f"{value.value!r} is in the list of {node.component} before"
            yield Problem(here, words, fix=unsafe("remove the second one", Removal(here)))
        seen.add(key)
