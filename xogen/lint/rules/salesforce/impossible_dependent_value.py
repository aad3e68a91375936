"""A value that the controlling field rules out."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.facts import TaskFacts
from xogen.lint.org_examples import create, knows, picklist, saving, sobject
from xogen.lint.org_facts import Given, WrittenField, given_values, listed, written_fields
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

COUNTRY = picklist("Country__c", "USA", "Italy")
CITIES = [
    {"value": "Boston", "label": "Boston", "active": True, "validFor": "gAAA"},
    {"value": "Milan", "label": "Milan", "active": True, "validFor": "QAAA"},
]
CITY = picklist("City__c", picklistValues=CITIES, controllerName="Country__c", dependentPicklist=True)
KNOWN = knows(sobject("Account", COUNTRY, CITY))


@rule(
    "task",
    needs="asking-org",
    severity=Severity.ERROR,
    summary="A picklist value that its controlling field rules out",
    rationale="""
        A dependent picklist offers other values for each value of the field that controls it, and a person in
        Salesforce could not have chosen this pair. Where the dependent field is not restricted, or where the user
        chooses both from lists and only some pairs are wrong, it is a warning: ask for the controlling value first, and
        then from a list of its own for each. Whether the REST API refuses the pair or stores it is inferred; neither is
        what anybody wants.
    """,
    bad=bad(
        saving(create("Account", Country__c="Italy", City__c="Boston")),
        Flag(
            "/nodes/2/record/fields/City__c",
            "Account.City__c is never 'Boston' when Country__c is 'Italy', only Milan",
            "save",
        ),
        known=KNOWN,
    ),
    good=good(saving(create("Account", Country__c="Italy", City__c="Milan")), known=KNOWN),
)
def impossible_dependent_value(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    fields = []
    for item in written_fields(facts):
        if isinstance(item, Unchecked):
            yield item
        else:
            fields.append(item)
    for item in fields:
        if item.field.controller and item.field.is_picklist:
            yield from _checked(item, fields, facts)


def _checked(item: WrittenField, fields: list[WrittenField], facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    controller = item.sobject.find(item.field.controller or "")
    written = [each for each in fields if each.call is item.call and each.field is controller]
    given = given_values(item.written, item.call, facts)
    controlling = [each.text for other in written for each in given_values(other.written, other.call, facts)]
    if not given:
        return
    if not controlling:
        name = f"{item.sobject.name}.{item.field.name}"
        yield Unchecked(f"which values {name} may have: the dialog does not show that of {item.field.controller}")
        return
    for value in given:
        yield from _pairs(item, value, controlling)


def _pairs(item: WrittenField, value: Given, controlling: list[str]) -> Iterator[Problem]:
    """Compare a value with every value that the controlling field may get; those that are none have another rule."""
    if value.text not in {each.value for each in item.field.active_values}:
        return
    wrong = []
    for each in controlling:
        offered = item.sobject.dependent_values(item.field, each)
        if offered is not None and value.text not in {one.value for one in offered}:
            wrong.append((each, [one.value for one in offered]))
    if not wrong:
        return
    first, others = wrong[0]
    only = f"only {listed(others)}" if others else "and has no value then"
    words = f"{item.sobject.name}.{item.field.name} is never {value.text!r} when {item.field.controller} is {first!r}"
    always = len(wrong) == len(controlling) and item.field.restricted_picklist
    yield Problem(value.pointer, f"{words}, {only}", value.node, severity=None if always else Severity.WARNING)
