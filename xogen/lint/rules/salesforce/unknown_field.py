"""A field that the object does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xogen.lint.facts import TaskFacts
from xogen.lint.org_calls import WRITES, OrgCall
from xogen.lint.org_examples import create, field, knows, saving, sobject
from xogen.lint.org_facts import described, resolve
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

if TYPE_CHECKING:
    from xogen.model.sobject import SObject

KNOWN = knows(sobject("Lead", field("LastName"), field("Company")))
EVERY = WRITES | {"read", "query"}


@rule(
    "task",
    needs="asking-org",
    severity=Severity.ERROR,
    summary="A field that the object does not have",
    rationale="""
        Salesforce refuses the whole call with INVALID_FIELD, "No such column". Looked at are the fields that are
        written and read, and those that a query selects, compares, sorts and groups by, relationships (`Owner.Name`)
        included. A describe shows what the describing user may see: a field that is in the org and missing here needs
        field-level security, or an integration user who may see it.
    """,
    bad=bad(
        saving(create("Lead", LastNam="Hopper", Company="Acme")),
        Flag("/nodes/2/record/fields/LastNam", "Lead has no field 'LastNam'; did you mean 'LastName'?", "save"),
        known=KNOWN,
    ),
    good=good(saving(create("Lead", LastName="Hopper", Company="Acme")), known=KNOWN),
)
def unknown_field(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    for item in described(facts, EVERY):
        if isinstance(item, Unchecked):
            yield item
            continue
        call, sobject = item
        for path, pointer in _named(call, sobject):
            found = resolve(sobject, path, facts.known)
            if isinstance(found, Unchecked):
                yield found
            elif isinstance(found, str):
                yield Problem(pointer, found, call.node.id)


def _named(call: OrgCall, sobject: SObject) -> Iterator[tuple[str, str]]:
    """Yield each field that a call names, once, and where."""
    for written in call.written:
        # {"Account": {"ExternalId__c": "4711"}} names a record by its external id.
        if not (written.value.startswith("{") and sobject.parent(written.field)):
            yield written.field, written.pointer
    for name in dict.fromkeys(call.read):
        yield name, f"{call.place.pointer}/path"
    if call.query is not None:
        soql = call.query.soql
        paths = dict.fromkeys((*soql.selected, *soql.filtered, *soql.sorted_by, *soql.grouped_by))
        yield from ((path, call.query.pointer) for path in paths)
