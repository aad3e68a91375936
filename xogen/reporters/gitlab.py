"""GitLab's code quality report, which its merge requests show: a list of issues with fingerprints.

The format has no place for what was not checked; the command line says it on stderr.
"""

from __future__ import annotations

from typing import Any

from xogen.formats.json_text import json_text
from xogen.lint.fingerprints import fingerprints
from xogen.lint.report import Report
from xogen.lint.wording import described
from xogen.model.finding import Finding, Severity

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """Return the list, empty for a clean report."""
    pairs = zip(report.findings, fingerprints(report.findings), strict=True)
    return json_text([_issue(finding, name) for finding, name in pairs], indent=2) + "\n"


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": described(finding),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            # GitLab finds the file by its path from the repository, which never begins with "./".
            "path": finding.path.replace("\\", "/").removeprefix("./"),
            "lines": {"begin": finding.line},
        },
    }
