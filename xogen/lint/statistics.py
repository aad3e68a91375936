"""How often each rule found something: the first look at a bot that nobody linted before."""

from __future__ import annotations

from collections import Counter, defaultdict

from xogen.lint.report import Report, Summary
from xogen.model.base import Owned
from xogen.model.finding import Severity


class RuleCount(Owned):
    """One rule: how many findings, their worst severity, and in how many dialogs."""

    rule: str
    severity: Severity
    count: int
    dialogs: int


class Statistics(Owned):
    """The counts, most findings first, and the summary of the whole run."""

    rules: tuple[RuleCount, ...]
    summary: Summary


def statistics_of(report: Report) -> Statistics:
    """Count the findings of each rule; rules that found equally much stand in the order of their names."""
    numbers = Counter(finding.rule for finding in report.findings)
    worst: dict[str, Severity] = {}
    dialogs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for finding in report.findings:
        worst[finding.rule] = max(finding.severity, worst.get(finding.rule, Severity.INFO))
        if finding.dialog is not None:
            dialogs[finding.rule].add((finding.path, finding.dialog))
    counts = [
        RuleCount(rule=rule, severity=worst[rule], count=number, dialogs=len(dialogs[rule]))
        for rule, number in numbers.items()
    ]
    return Statistics(
        rules=tuple(sorted(counts, key=lambda item: (-item.count, item.rule))),
        summary=report.summary,
    )
