"""The report as JSON, for programs: findings in order, what was not checked, and the counts."""

from __future__ import annotations

from typing import Any

from xogen.formats.json_text import json_text
from xogen.lint.report import Report
from xogen.lint.statistics import Statistics
from xogen.model.finding import Finding

ENDING = ".json"


def render(report: Report) -> str:
    """Return ``{"findings": [...], "not_checked": [...], "summary": {...}}``."""
    data = {
        "findings": [_finding(finding) for finding in report.findings],
        "not_checked": [entry.model_dump() for entry in report.not_checked],
        "summary": report.summary.model_dump(),
    }
    return json_text(data, indent=2) + "\n"


def statistics(counts: Statistics) -> str:
    """Return ``{"rules": [...], "summary": {...}}``."""
    rules = [{**count.model_dump(), "severity": count.severity.word} for count in counts.rules]
    return json_text({"rules": rules, "summary": counts.summary.model_dump()}, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {**finding.model_dump(mode="json"), "severity": finding.severity.word}
