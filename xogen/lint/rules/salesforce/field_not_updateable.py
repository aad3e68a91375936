"""A field that cannot be changed."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.facts import TaskFacts
from xogen.lint.org_examples import field, knows, saving, sobject, update
from xogen.lint.org_facts import is_computed, written_fields
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

KNOWN = knows(sobject("Lead", field("Company"), field("IsConverted", "boolean", updateable=False)))
OPERATIONS = frozenset({"update", "upsert"})


@rule(
    "task",
    needs="asking-org",
    severity=Severity.ERROR,
    summary="A field that cannot be changed",
    rationale="""
        Salesforce refuses the whole call with INVALID_FIELD_FOR_INSERT_UPDATE. Some fields are set once, when the
        record is created; some the describing user may only read: then the integration user needs the right to. The Id
        stands in the path, never in the body. Fields that are made of others or calculated have a rule of their own.
    """,
    bad=bad(
        saving(update("Lead", Company="Acme", IsConverted="true")),
        Flag(
            "/nodes/2/record/fields/IsConverted",
            "Lead.IsConverted cannot be changed",
            "save",
        ),
        known=KNOWN,
    ),
    good=good(saving(update("Lead", Company="Acme")), known=KNOWN),
)
def field_not_updateable(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    for item in written_fields(facts, OPERATIONS):
        if isinstance(item, Unchecked):
            yield item
            continue
        # What names a record by its external id may create it, too.
        is_settable = item.call.operation == "upsert" and item.field.createable
        if not (item.field.updateable or is_settable or is_computed(item.sobject, item.field)):
            words = f"{item.sobject.name}.{item.field.name} cannot be changed"
            yield Problem(item.written.pointer, words, item.call.node.id)
