"""A query that sorts by a field that cannot be sorted by."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.facts import TaskFacts
from xogen.lint.org_examples import field, finding, knows, query, sobject
from xogen.lint.org_facts import refused_paths
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

DESCRIPTION = field("Description", "textarea", sortable=False)
KNOWN = knows(sobject("Lead", field("Company"), DESCRIPTION))


@rule(
    "task",
    needs="asking-org",
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
    yield from refused_paths(facts, lambda soql: soql.sorted_by, "sort", lambda field: field.sortable)
