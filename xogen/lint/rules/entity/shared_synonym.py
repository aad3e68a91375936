"""A word that stands for two values of one list."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.formats.pointers import to_pointer
from xogen.lint.examples import Data, dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode

DONE = message("done", "The status is {{context.entities.status}} now.")
MOST = 10
"""Findings of one list: a list of thousands that was filled by a machine is wrong in one way."""


def _list(*synonyms: str) -> Data:
    values = [{"value": "Open", "synonyms": {"en": ["new"]}}, {"value": "Working", "synonyms": {"en": list(synonyms)}}]
    return dialog(
        intent("status"), entity("status", "done", "Which status?", entity_type="list-of-values", values=values), DONE
    )


@rule(
    "entity",
    severity=Severity.WARNING,
    summary="A synonym that two values of a list share",
    rationale="""
        A user who says the word may mean either value: the platform asks again, or takes the first one (inferred). A
        synonym that is the other value itself counts, too. At most ten are shown of one list.
    """,
    bad=bad(
        _list("new", "busy"),
        Flag(
            "/nodes/1/values/1/synonyms/en/0", "'new' stands for Working and for Open in the list of status", "status"
        ),
    ),
    good=good(_list("in progress", "busy")),
)
def shared_synonym(node: EntityNode, _facts: TaskFacts) -> Iterator[Problem]:
    if not node.values:
        return
    owner: dict[tuple[str, str], str] = {}
    for value in node.values:
        owner.setdefault(("", value.value.strip().casefold()), value.value)
    found = 0
    for index, value in enumerate(node.values):
        for language, synonyms in value.synonyms.items():
            for place, synonym in enumerate(synonyms):
                key = synonym.strip().casefold()
                other = owner.get(("", key)) or owner.setdefault((language, key), value.value)
                if key and other.casefold() != value.value.casefold() and found < MOST:
                    found += 1
                    words = f"{synonym!r} stands for {value.value} and for {other} in the list of {node.component}"
                    here = to_pointer(("values", index, "synonyms", language, place))
                    yield Problem(here, words, fix=unsafe(f"leave it to {other}", Removal(here)))
