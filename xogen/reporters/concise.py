"""A finding a line, as editors and ``grep`` read it: ``path:line:column: severity rule message``."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.report import Report
from xogen.lint.wording import node_name, plain
from xogen.model.finding import Finding, NotChecked, Severity

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def render(report: Report, *, color: bool = False) -> str:
    """Return a line for each finding, then one for each thing that was not checked; nothing for a clean report."""
    lines = [*(_line(finding, color=color) for finding in report.findings), *_not_checked(report.not_checked)]
    return "".join(f"{line}\n" for line in lines)


def _line(finding: Finding, *, color: bool) -> str:
    severity = finding.severity.word
    if color:
        severity = f"\x1b[{_COLORS[finding.severity]}m{severity}\x1b[0m"
    place = f"{plain(finding.path)}:{finding.line}:{finding.column}"
    return f"{place}: {severity} {finding.rule} {plain(finding.message)}{_where(finding)}"


def _where(finding: Finding) -> str:
    """Name dialog and node: in an export of one long line the place alone says little."""
    parts = [name for name in (finding.dialog, node_name(finding)) if name]
    return f" [{plain(' / '.join(parts))}]" if parts else ""


def _not_checked(entries: tuple[NotChecked, ...]) -> Iterator[str]:
    for entry in entries:
        yield f"{plain(entry.path)}: not checked: {entry.rule} {plain(entry.reason)}"
