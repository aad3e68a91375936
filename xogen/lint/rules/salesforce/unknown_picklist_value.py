"""A value that the picklist does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xogen.lint.examples import Data, entity
from xogen.lint.facts import TaskFacts
from xogen.lint.org_examples import create, field, from_entity, knows, saving, sobject
from xogen.lint.org_facts import WrittenField, given_values, written_fields
from xogen.lint.org_queries import compared_fields, given_in_query
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nearest import did_you_mean

if TYPE_CHECKING:
    from xogen.model.sfield import SField

STATUS = [
    {"value": "Open", "label": "Not contacted", "active": True},
    {"value": "Working", "label": "Contacted", "active": True},
    {"value": "Lost", "label": "Lost", "active": False},
]
KNOWN = knows(sobject("Lead", field("Status", "picklist", picklistValues=STATUS, restrictedPicklist=True)))
SAVE = create("Lead", Status=from_entity("status"))


def _asks(*values: str) -> Data:
    listed = [{"value": value} for value in values]
    return entity("status", "sure", "Which status?", entity_type="list-of-values", values=listed)


@rule(
    "task",
    needs="asking-org",
    severity=Severity.ERROR,
    summary="A value that the picklist does not have",
    rationale="""
        Salesforce is sent the value of a picklist entry and shows its label; an inactive entry is taken no more. A
        restricted picklist refuses anything else (INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST). One that is not restricted
        takes any text, which no report and no list view will find: that is a warning, and so is a query for a value
        that is not there. Checked are fixed texts and the values of lists; what a script makes is known only when the
        dialog runs. A record type may offer fewer values than its object: that shows in no describe.
    """,
    bad=bad(
        saving(SAVE, _asks("Opne", "Contacted", "Lost")),
        Flag(
            "/nodes/1/values/0/value",
            "Lead.Status has no value 'Opne'; did you mean 'Open'?",
            "status",
        ),
        Flag(
            "/nodes/1/values/1/value",
            "'Contacted' is a label of Lead.Status, and its value, 'Working', is what Salesforce takes",
            "status",
        ),
        Flag("/nodes/1/values/2/value", "the value 'Lost' of Lead.Status is inactive", "status"),
        known=KNOWN,
    ),
    good=good(saving(SAVE, _asks("Open", "Working")), known=KNOWN),
)
def unknown_picklist_value(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    for item in written_fields(facts):
        yield from [item] if isinstance(item, Unchecked) else _in_record(item, facts)
    for asked in compared_fields(facts):
        if isinstance(asked, Unchecked):
            yield asked
        elif asked.field.is_picklist and asked.comparison.operator != "LIKE":
            for given in given_in_query(asked, facts):
                wrong = _wrong(asked.sobject.name, asked.field, given.text)
                if wrong:
                    yield Problem(given.pointer, wrong, given.node, severity=Severity.WARNING)


def _in_record(item: WrittenField, facts: TaskFacts) -> Iterator[Problem]:
    if not item.field.is_picklist:
        return
    milder = None if item.field.restricted_picklist else Severity.WARNING
    for given in given_values(item.written, item.call, facts):
        wrong = _wrong(item.sobject.name, item.field, given.text)
        if wrong:
            yield Problem(given.pointer, wrong, given.node, severity=milder)


def _wrong(name: str, field: SField, text: str) -> str | None:
    """Say what is wrong with a value; the values of a multi-select list stand in one text, with semicolons."""
    parts = [part.strip() for part in text.split(";")] if field.type == "multipicklist" else [text]
    active = {item.value for item in field.active_values}
    wrong = next((part for part in parts if part and part not in active), None)
    if wrong is None or not field.picklist:
        return None
    whole = f"{name}.{field.name}"
    if any(item.value == wrong for item in field.picklist):
        return f"the value {wrong!r} of {whole} is inactive"
    for item in field.active_values:
        if item.label.casefold() == wrong.casefold() != item.value.casefold():
            return f"{wrong!r} is a label of {whole}, and its value, {item.value!r}, is what Salesforce takes"
    return f"{whole} has no value {wrong!r}{did_you_mean(wrong, active)}"
