"""A query that compares a field that cannot be filtered by."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.facts import TaskFacts
from xogen.lint.org_examples import field, finding, knows, query, sobject
from xogen.lint.org_facts import refused_paths
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

DESCRIPTION = field("Description", "textarea", filterable=False)
KNOWN = knows(sobject("Lead", field("Company"), DESCRIPTION))


@rule(
    "task",
    needs="asking-org",
    severity=Severity.ERROR,
    summary="A query that compares a field that cannot be filtered by",
    rationale="""
        Salesforce refuses the query with INVALID_FIELD: long texts, among others, cannot stand in a condition. Compare
        another field, or search with `/parameterizedSearch`, which looks into long texts, too.
    """,
    bad=bad(
        finding(query("SELECT Id FROM Lead WHERE Description LIKE '%urgent%'")),
        Flag("/nodes/1/pre_processor", "a query cannot filter by Lead.Description", "find"),
        known=KNOWN,
    ),
    good=good(finding(query("SELECT Id FROM Lead WHERE Company LIKE '%Acme%'")), known=KNOWN),
)
def field_not_filterable(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    yield from refused_paths(facts, lambda soql: soql.filtered, "filter", lambda field: field.filterable)
