"""A write to a field that Salesforce computes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xogen.lint.facts import TaskFacts
from xogen.lint.org_examples import create, field, knows, saving, sobject
from xogen.lint.org_facts import is_computed, listed, written_fields
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

if TYPE_CHECKING:
    from xogen.model.sfield import SField
    from xogen.model.sobject import SObject

STREET, CITY = field("Street", compoundFieldName="Address"), field("City", compoundFieldName="Address")
ADDRESS = field("Address", "address", createable=False, updateable=False)
KNOWN = knows(sobject("Lead", STREET, CITY, ADDRESS))


@rule(
    "task",
    needs="asking-org",
    severity=Severity.ERROR,
    summary="A write to a field that Salesforce makes up itself",
    rationale="""
        An address, and the name of a person, are made of other fields, a formula of other values, and an auto number is
        counted up. Salesforce refuses the whole call with INVALID_FIELD_FOR_INSERT_UPDATE. Write the parts instead:
        `BillingStreet` and `BillingCity`, `FirstName` and `LastName`.
    """,
    bad=bad(
        saving(create("Lead", Address="1 Main Street, Springfield")),
        Flag(
            "/nodes/2/record/fields/Address",
            "Lead.Address is made of other fields: write Street and City instead",
            "save",
        ),
        known=KNOWN,
    ),
    good=good(saving(create("Lead", Street="1 Main Street", City="Springfield")), known=KNOWN),
)
def computed_field_written(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    for item in written_fields(facts):
        if isinstance(item, Unchecked):
            yield item
        elif is_computed(item.sobject, item.field):
            words = f"{item.sobject.name}.{item.field.name} is {_why(item.sobject, item.field)}"
            yield Problem(item.written.pointer, words, item.call.node.id)


def _why(sobject: SObject, field: SField) -> str:
    if field.calculated:
        return "a formula, which is never written"
    if field.auto_number:
        return "an auto number, which Salesforce counts up"
    parts = [each.name for each in sobject.parts_of(field) if each.createable or each.updateable]
    return f"made of other fields: write {listed(parts)} instead" if parts else "made of other fields"
