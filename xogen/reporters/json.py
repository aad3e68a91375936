"""The report as JSON, for programs: findings in order, what was not checked, and the counts."""

from __future__ import annotations

import json
from typing import Any

from xogen.lint.report import Report
from xogen.model.finding import Finding


def render(report: Report, *, color: bool = False, width: int | None = None) -> str:  # noqa: ARG001 - called as all are
    """Return ``{"findings": [...], "not_checked": [...], "summary": {...}}`` with a newline at its end."""
    data = {
        "findings": [_finding(finding) for finding in report.findings],
        "not_checked": [entry.model_dump() for entry in report.not_checked],
        "summary": report.summary.model_dump(),
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {**finding.model_dump(mode="json"), "severity": finding.severity.word}
