"""A query that sorts by a field that cannot be sorted by."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.facts import TaskFacts
from xogen.lint.org_examples import field, finding, knows, query, sobject
from xogen.lint.org_facts import described, resolve
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.sfield import SField

DESCRIPTION = field("Description", "textarea", sortable=False)
KNOWN = knows(sobject("Lead", field("Company"), DESCRIPTION))


@rule(
    "task",
    severity=Severity.ERROR,
    summary="A query that sorts by a field that cannot be sorted by",
    rationale="""
        Salesforce refuses the query with INVALID_FIELD: long texts and addresses, among others, have no order. Sort by
        another field, or by the Id, which is always there.
    """,
    bad=bad(
        finding(query("SELECT Id FROM Lead ORDER BY Description")),
        Flag("/nodes/1/pre_processor", "a query cannot sort by Lead.Description", "find"),
        known=KNOWN,
    ),
    good=good(finding(query("SELECT Id FROM Lead ORDER BY Company")), known=KNOWN),
)
def field_not_sortable(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    for item in described(facts, frozenset({"query"})):
        if isinstance(item, Unchecked):
            yield item
            continue
        call, sobject = item
        if call.query is None:
            continue
        for path in dict.fromkeys(call.query.soql.sorted_by):
            found = resolve(sobject, path, facts.known)
            if isinstance(found, Unchecked):
                yield found
            elif isinstance(found, SField) and not found.sortable:
                words = f"a query cannot sort by {sobject.name}.{path}"
                yield Problem(call.query.pointer, words, call.node.id)
