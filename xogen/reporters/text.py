"""The report for people: findings under their file, each with the path from the start, and a line that sums up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from xogen.lint.report import Report, Summary
from xogen.model.finding import Finding, NotChecked, Severity

_COLORS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36;1"}
_DIM, _BOLD, _GREEN = "2", "1", "32;1"
_WORDS = max(len(severity.word) for severity in Severity)
_LEAST = 40
"""Columns that a text gets at the least, however narrow the terminal."""
# What would move the cursor or colour the terminal is shown as its code: names come from files of other people.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def render(report: Report, *, color: bool = False, width: int | None = None) -> str:
    """Return the report as lines.

    Args:
        report: what was found.
        color: whether the text goes to a terminal that shows colours.
        width: how many columns the terminal has; lines are not broken when left out.
    """
    page = _Page(color=color, width=width)
    column = max((len(_place(finding)) for finding in report.findings), default=0)
    by_file = groupby(report.findings, lambda finding: finding.path)
    blocks = [[page.paint(_plain(path), _BOLD), *_findings(findings, column, page)] for path, findings in by_file]
    if report.not_checked:
        blocks.append(_not_checked(report.not_checked, page))
    blocks.append(_summary(report.summary, page))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


class _Page:
    """Colours, or none; and lines no longer than the terminal is wide."""

    def __init__(self, *, color: bool, width: int | None) -> None:
        self._color = color
        self._width = width

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._color else text

    def lines(self, words: Iterable[str], margin: int) -> list[str]:
        """Join words to lines that leave room for a margin; a word is never broken."""
        room = None if self._width is None else max(self._width - margin, _LEAST)
        lines: list[str] = []
        for word in words:
            if lines and (room is None or len(lines[-1]) + 1 + len(word) <= room):
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines


def _findings(findings: Iterable[Finding], column: int, page: _Page) -> Iterator[str]:
    """Yield of each finding place, severity and message, and under them rule and path."""
    margin = 2 + column + 2 + _WORDS + 2
    for finding in findings:
        severity = page.paint(finding.severity.word.ljust(_WORDS), _COLORS[finding.severity])
        message, *more = page.lines(_plain(finding.message).split(" "), margin)
        yield f"  {_place(finding).ljust(column)}  {severity}  {message}"
        yield from (" " * margin + line for line in more)
        details = page.lines([finding.rule, *_where(finding)], margin)
        yield from (" " * margin + page.paint(line, _DIM) for line in details)


def _place(finding: Finding) -> str:
    return f"{finding.line}:{finding.column}"


def _where(finding: Finding) -> Iterator[str]:
    """Yield the path, which ends at the node; the node itself where no path leads, or where it has another id."""
    names = [_plain(name) for name in finding.witness]
    node = _plain(finding.node or "")
    if node and node not in names[-1:]:
        yield f"· node {node}"
    for index, name in enumerate(names):
        yield f"→ {name}" if index else f"· {name}"


def _not_checked(entries: Iterable[NotChecked], page: _Page) -> list[str]:
    rules: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        rules.setdefault((entry.path, entry.reason), []).append(entry.rule)
    lines = [page.paint("not checked", _BOLD)]
    for (path, reason), names in rules.items():
        words = f"{_plain(path)} {_together(names)}: {_plain(reason)}".split(" ")
        first, *more = page.lines(words, 4)
        lines += [page.paint(line, _DIM) for line in (f"  {first}", *(f"    {line}" for line in more))]
    return lines


def _together(names: list[str]) -> str:
    """Name a few rules, and more of one family by their number: a describe that is not there concerns them all."""
    family = names[0].partition("/")[0]
    if len(names) > 2 and all(name.startswith(f"{family}/") for name in names):
        return f"{len(names)} rules of {family}"
    return ", ".join(names)


def _summary(summary: Summary, page: _Page) -> list[str]:
    counts = [
        page.paint(_count(number, word), _COLORS[severity])
        for number, word, severity in (
            (summary.errors, "error", Severity.ERROR),
            (summary.warnings, "warning", Severity.WARNING),
            (summary.infos, "info", Severity.INFO),
        )
        if number
    ]
    found = ", ".join(counts) or page.paint("no findings", _GREEN)
    dialogs = [_count(summary.dialogs, "dialog")] if summary.dialogs or not summary.packs else []
    packs = [_count(summary.packs, "pack")] if summary.packs else []
    unchecked = f", {summary.not_checked} not checked" if summary.not_checked else ""
    hint = [page.paint("why a rule matters, and what is right: xogen rules NAME", _DIM)] if counts else []
    return [*hint, f"{found} in {' and '.join(dialogs + packs)}{unchecked}"]


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _plain(text: str) -> str:
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
