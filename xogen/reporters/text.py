"""The report for people: one line a finding, below it the path from the start, and a last line that sums up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.report import Report, Summary
from xogen.model.finding import Finding, NotChecked, Severity

_COLORS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36;1"}
_DIM = "2"
_BOLD = "1"
# What would move the cursor or colour the terminal is shown as its code: names come from files of other people.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def render(report: Report, *, color: bool = False) -> str:
    """Return the report as lines.

    Args:
        report: what was found.
        color: whether the text goes to a terminal that shows colours.
    """
    paint = _Paint(color=color)
    lines = [line for finding in report.findings for line in _finding(finding, paint)]
    if report.findings:
        lines.append("")
    lines += _not_checked(report.not_checked, paint)
    lines.append(_summary(report.summary, paint))
    return "\n".join(lines) + "\n"


class _Paint:
    """Colours, or none."""

    def __init__(self, *, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._color else text


def _finding(finding: Finding, paint: _Paint) -> Iterator[str]:
    place = paint(f"{_plain(finding.path)}:{finding.line}:{finding.column}", _BOLD)
    severity = paint(finding.severity.word, _COLORS[finding.severity])
    yield f"{place} {severity} {paint(finding.rule, _DIM)} {_plain(finding.message)}"
    path = " → ".join(_plain(name) for name in finding.witness)
    if finding.node:
        node = f"node {_plain(finding.node)}"
        yield paint(f"    {node}: {path}" if path else f"    {node}", _DIM)
    elif path:
        yield paint(f"    path: {path}", _DIM)


def _not_checked(entries: tuple[NotChecked, ...], paint: _Paint) -> Iterator[str]:
    rules: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        rules.setdefault((entry.path, entry.reason), []).append(entry.rule)
    for (path, reason), names in rules.items():
        yield paint(f"not checked: {_plain(path)} {_together(names)}: {_plain(reason)}", _DIM)
    if entries:
        yield ""


def _together(names: list[str]) -> str:
    """Name a few rules, and more of one family by their number: a describe that is not there concerns them all."""
    family = names[0].partition("/")[0]
    if len(names) > 2 and all(name.startswith(f"{family}/") for name in names):
        return f"{len(names)} rules of {family}"
    return ", ".join(names)


def _summary(summary: Summary, paint: _Paint) -> str:
    counts = [
        paint(_count(number, word), _COLORS[severity])
        for number, word, severity in (
            (summary.errors, "error", Severity.ERROR),
            (summary.warnings, "warning", Severity.WARNING),
            (summary.infos, "info", Severity.INFO),
        )
        if number
    ]
    found = ", ".join(counts) or paint("no findings", "32;1")
    dialogs = [_count(summary.dialogs, "dialog")] if summary.dialogs or not summary.packs else []
    packs = [_count(summary.packs, "pack")] if summary.packs else []
    return f"{found} in {' and '.join(dialogs + packs)}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _plain(text: str) -> str:
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
