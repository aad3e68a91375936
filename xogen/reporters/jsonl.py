"""The report as JSON Lines, for programs that read as they go: a finding a line, what was not checked, the counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xogen.formats.json_text import json_text
from xogen.lint.report import Report

ENDING = ".jsonl"


def render(report: Report) -> str:
    """Return lines with a ``type`` each: ``finding``, ``not_checked``, and one ``summary`` at the end."""
    return "".join(f"{json_text(entry)}\n" for entry in _entries(report))


def _entries(report: Report) -> Iterator[dict[str, Any]]:
    for finding in report.findings:
        yield {"type": "finding", **finding.model_dump(mode="json"), "severity": finding.severity.word}
    for entry in report.not_checked:
        yield {"type": "not_checked", **entry.model_dump()}
    yield {"type": "summary", **report.summary.model_dump()}
