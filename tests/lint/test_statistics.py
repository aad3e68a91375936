from __future__ import annotations

from xogen.lint.report import Report
from xogen.lint.statistics import RuleCount, statistics_of
from xogen.model.finding import Finding, Severity


def found(rule, severity, dialog=None, path="x.json"):
    return Finding(rule=rule, severity=severity, message="m", path=path, dialog=dialog)


def test_most_findings_first_and_equal_ones_by_name():
    report = Report(
        findings=(
            found("b/two", Severity.INFO, "d"),
            found("a/one", Severity.WARNING),
            found("b/two", Severity.WARNING, "d", "y.json"),
            found("b/two", Severity.INFO, "d"),
            found("a/also", Severity.ERROR, "e"),
        ),
        dialogs=4,
    )
    counts = statistics_of(report)
    assert counts.rules == (
        RuleCount(rule="b/two", severity=Severity.WARNING, count=3, dialogs=2),
        RuleCount(rule="a/also", severity=Severity.ERROR, count=1, dialogs=1),
        RuleCount(rule="a/one", severity=Severity.WARNING, count=1, dialogs=0),
    )
    assert counts.summary == report.summary
