"""A call that the object does not take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xogen.lint.facts import TaskFacts
from xogen.lint.org_calls import WRITES
from xogen.lint.org_examples import create, field, knows, saving, sobject
from xogen.lint.org_facts import described
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

if TYPE_CHECKING:
    from xogen.model.sobject import SObject

KNOWN = knows(sobject("LeadStatus", field("MasterLabel"), createable=False), sobject("Lead", field("Company")))
EVERY = WRITES | {"read", "query", "delete", "search"}


@rule(
    "task",
    needs="asking-org",
    severity=Severity.ERROR,
    summary="A call that the object does not take",
    rationale="""
        Not every object can be created, changed, deleted, queried or searched, and not by every user. Salesforce
        refuses the call (CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, INSUFFICIENT_ACCESS, INVALID_TYPE_FOR_OPERATION and
        others), whatever the user has said. The describe shows what the describing user may do.
    """,
    bad=bad(
        saving(create("LeadStatus", MasterLabel="Contacted")),
        Flag("/nodes/2/record/object", "a LeadStatus cannot be created", "save"),
        known=KNOWN,
    ),
    good=good(saving(create("Lead", Company="Acme")), known=KNOWN),
)
def unsupported_operation(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    for item in described(facts, EVERY, whole=False):
        if isinstance(item, Unchecked):
            yield item
            continue
        call, sobject = item
        refused = _refused(call.operation, sobject)
        if refused:
            words = f"{_a(sobject.name)} cannot be {refused}"
            yield Problem(call.pointer, words, call.node.id)


def _refused(operation: str, sobject: SObject) -> str:
    """Return what cannot be done to a record, or nothing."""
    match operation:
        case "create":
            return "" if sobject.createable else "created"
        case "update":
            return "" if sobject.updateable else "updated"
        case "upsert":
            return "" if sobject.createable and sobject.updateable else "created or updated"
        case "delete":
            return "" if sobject.deletable else "deleted"
        case "search":
            return "" if sobject.searchable else "searched for"
        case _:
            return "" if sobject.queryable else "queried"


def _a(name: str) -> str:
    return f"an {name}" if name[:1] in "AEIOU" else f"a {name}"
