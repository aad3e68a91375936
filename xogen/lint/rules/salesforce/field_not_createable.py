"""A field that cannot be set on a new record."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.facts import TaskFacts
from xogen.lint.org_examples import create, field, knows, saving, sobject
from xogen.lint.org_facts import is_computed, written_fields
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

KNOWN = knows(sobject("Lead", field("Company"), field("EmailBouncedReason", createable=False)))
OPERATIONS = frozenset({"create"})


@rule(
    "task",
    needs="asking-org",
    severity=Severity.ERROR,
    summary="A field that cannot be set on a new record",
    rationale="""
        Salesforce refuses the whole call with INVALID_FIELD_FOR_INSERT_UPDATE. Some fields are the system's own, some
        are only ever changed, and some the describing user may only read: then the integration user needs the right
        to. Fields that are made of others or calculated have a rule of their own.
    """,
    bad=bad(
        saving(create("Lead", Company="Acme", EmailBouncedReason="bounced")),
        Flag(
            "/nodes/2/record/fields/EmailBouncedReason",
            "Lead.EmailBouncedReason cannot be set on a new record",
            "save",
        ),
        known=KNOWN,
    ),
    good=good(saving(create("Lead", Company="Acme")), known=KNOWN),
)
def field_not_createable(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    for item in written_fields(facts, OPERATIONS):
        if isinstance(item, Unchecked):
            yield item
        elif not item.field.createable and not is_computed(item.sobject, item.field):
            words = f"{item.sobject.name}.{item.field.name} cannot be set on a new record"
            yield Problem(item.written.pointer, words, item.call.node.id)
