"""A new record without a field that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xogen.lint.examples import entity
from xogen.lint.facts import TaskFacts
from xogen.lint.org_calls import OrgCall
from xogen.lint.org_examples import create, field, from_entity, knows, saving, sobject
from xogen.lint.org_facts import described, entity_behind
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

if TYPE_CHECKING:
    from xogen.model.sobject import SObject

KNOWN = knows(sobject("Lead", field("LastName", nillable=False), field("Company", nillable=False), field("Title")))
COMPANY = from_entity("company")


@rule(
    "task",
    needs="asking-org",
    severity=Severity.ERROR,
    summary="A new record without a field that it needs",
    rationale="""
        Salesforce refuses the call with REQUIRED_FIELD_MISSING, after the user has answered all questions. A field is
        needed when it can be set, may not be empty, and gets no value by itself. An entity that the user may leave out
        does not fill it. Validation rules, page layouts and record types may ask for more: they show in no describe.
    """,
    bad=bad(
        saving(create("Lead", Company=COMPANY), entity("company", "sure", required="optional")),
        Flag(
            "/nodes/3/record/fields/Company", "a new Lead needs Company, and the entity company is not required", "save"
        ),
        Flag("/nodes/3/record/object", "a new Lead needs LastName, which is not sent", "save"),
        known=KNOWN,
    ),
    good=good(saving(create("Lead", LastName="Hopper", Company=COMPANY), entity("company", "sure")), known=KNOWN),
)
def missing_required_field(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    for item in described(facts, frozenset({"create"})):
        if isinstance(item, Unchecked):
            yield item
        elif item.call.written or not item.call.unseen:
            yield from _missing(item.call, item.sobject, facts)


def _missing(call: OrgCall, sobject: SObject, facts: TaskFacts) -> Iterator[Problem]:
    sent = {each.field.casefold(): each for each in call.written if each.value.strip()}
    for needed in sobject.fields_by_name.values():
        if not needed.required_on_create:
            continue
        written = sent.get(needed.name.casefold())
        if written is None:
            # {"Account": {"Number__c": "4711"}} names a record by its external id, and so stands for AccountId.
            if (needed.relationship or "").casefold() not in sent:
                words = f"a new {sobject.name} needs {needed.name}, which is not sent"
                yield Problem(call.pointer, words, call.node.id)
            continue
        behind = entity_behind(written.value, facts)
        if behind is not None and behind[0].required != "required":
            words = f"a new {sobject.name} needs {needed.name}, and the entity {behind[0].component} is not required"
            yield Problem(written.pointer, words, call.node.id)
