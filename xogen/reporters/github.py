"""Workflow commands of GitHub Actions, which become annotations on the lines of a pull request.

GitHub shows the first ten annotations of each level and step, so the worst come first; all stand in the log.
"""

from __future__ import annotations

from collections.abc import Iterable

from xogen.lint.report import Report
from xogen.lint.wording import node_name, plain, way
from xogen.model.finding import Finding, NotChecked, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# https://docs.github.com/actions/reference/workflow-commands-for-github-actions; the escapes are those of the
# runner's ActionCommand.cs: of data, and in properties the two signs that part them.
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def render(report: Report) -> str:
    """Return a command for each finding, and one for all that was not checked."""
    ordered = sorted(report.findings, key=lambda finding: -finding.severity)
    lines = [_command(finding) for finding in ordered]
    if report.not_checked:
        lines.append(_not_checked(report.not_checked))
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding) -> str:
    properties = {
        "file": finding.path.replace("\\", "/"),
        "line": str(finding.line),
        "col": str(finding.column),
        "title": finding.rule,
    }
    written = ",".join(f"{key}={_escape(value, _PROPERTY)}" for key, value in properties.items())
    more = [f"dialog {finding.dialog}"] if finding.dialog else []
    more += [f"path: {way(finding)}"] if finding.witness else [f"node {node_name(finding)}"] if finding.node else []
    message = "\n".join(_harmless(part) for part in (finding.message, *more))
    return f"::{_LEVELS[finding.severity]} {written}::{_escape(message, _DATA)}"


def _not_checked(entries: Iterable[NotChecked]) -> str:
    lines = [f"{entry.path}: {entry.rule}: {entry.reason}" for entry in entries]
    text = "\n".join(_harmless(line) for line in lines)
    return f"::notice title=not checked::{_escape(text, _DATA)}"


def _harmless(text: str) -> str:
    """No sign of a name may end the command, or begin one of the runner's older form (``##[...]``)."""
    return plain(text).replace("##[", "## [")


def _escape(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(sign, sign) for sign in text)
