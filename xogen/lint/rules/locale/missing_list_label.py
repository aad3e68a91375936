"""A list value that one language has no word for."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.wire_data import few
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode

START = intent("status", utterances={"en": ["add a lead"], "de": ["einen Lead anlegen"]})
ASK = {"text": {"en": "Which status?", "de": "Welcher Status?"}}
SORRY = {"text": {"en": "Please pick one.", "de": "Bitte wählen Sie."}}
DONE = {"text": {"en": "It is {{context.entities.status}}.", "de": "Er ist {{context.entities.status}}."}}


def _list(**closed: str) -> Data:
    values = [{"value": "open", "label": {"en": "Open", "de": "Offen"}}, {"value": "closed", "label": closed}]
    return dialog(
        START,
        entity("status", "done", prompt=[ASK], error_prompt=[SORRY], entity_type="list-of-values", values=values),
        message("done", "", responses=[DONE]),
        languages=["en", "de"],
        title={"en": "Create Lead", "de": "Lead anlegen"},
    )


@rule(
    "entity",
    severity=Severity.WARNING,
    summary="A list whose values have no label in one language",
    rationale="""
        A user of that language is not shown the value and cannot choose it by a word of the own language. A value
        without any label is shown as it is in every language, which is fine for names and numbers. A language in
        which no value has a label is left to `locale/untranslated-text`.
    """,
    bad=bad(
        _list(en="Closed"),
        Flag("/nodes/1/values", "1 of 2 values of the list status has no label in de: closed", "status"),
    ),
    good=good(_list(en="Closed", de="Geschlossen")),
)
def missing_list_label(node: EntityNode, facts: TaskFacts) -> Iterator[Problem]:
    labelled = [value for value in node.values if value.label]
    for language in facts.task.languages:
        lacking = [value.value for value in labelled if language not in value.label]
        if 0 < len(lacking) < len(labelled):
            have = "has" if len(lacking) == 1 else "have"
            count = f"{len(lacking)} of {len(node.values)} values of the list {node.component}"
            yield Problem("/values", f"{count} {have} no label in {language}: {few(lacking)}")
