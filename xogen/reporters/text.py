"""The report for people: findings under their file and dialog, the path from the start, and a line that sums up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from xogen.lint.report import Report, Summary
from xogen.lint.statistics import Statistics
from xogen.lint.wording import levels, node_name, plain, scope
from xogen.model.counted import counted
from xogen.model.finding import Finding, NotChecked, Severity

ENDING = ".txt"
COUNTS = True

_COLORS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36;1"}
_DIM, _BOLD, _GREEN = "2", "1", "32;1"
_WORDS = max(len(severity.word) for severity in Severity)
_PADDED = {severity: severity.word.ljust(_WORDS) for severity in Severity}
_LEAST = 40
"""Columns that a text gets at the least, however narrow the terminal."""
_REASONS = 3
"""Reasons of one rule in one file that are told: a bot with a hundred services has a hundred alike."""


def render(report: Report, *, color: bool = False, width: int | None = None) -> str:
    """Return the report as lines.

    Args:
        report: what was found.
        color: whether the text goes to a terminal that shows colours.
        width: how many columns the terminal has; lines are not broken when left out.
    """
    page = _Page(color=color, width=width)
    column = max([len(_place(finding)) for finding in report.findings], default=0)
    by_file = groupby(report.findings, lambda finding: finding.path)
    blocks = [block for path, findings in by_file for block in _file(path, list(findings), column, page)]
    if report.not_checked:
        blocks.append(_not_checked(report.not_checked, page))
    blocks.append(_summary(report.summary, page))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def statistics(counts: Statistics, *, color: bool = False) -> str:
    """Return a line a rule, most findings first, and the line that sums up."""
    page = _Page(color=color, width=None)
    numbers = max((len(str(item.count)) for item in counts.rules), default=0)
    names = max((len(item.rule) for item in counts.rules), default=0)
    lines = [
        f"{str(item.count).rjust(numbers)}  {page.paint(_PADDED[item.severity], _COLORS[item.severity])}  "
        + (f"{item.rule.ljust(names)}  in {counted(item.dialogs, 'dialog')}" if item.dialogs else item.rule)
        for item in counts.rules
    ]
    blocks = [lines] if lines else []
    return "\n\n".join("\n".join(block) for block in [*blocks, _summary(counts.summary, page)]) + "\n"


class _Page:
    """Colours, or none; and lines no longer than the terminal is wide."""

    def __init__(self, *, color: bool, width: int | None) -> None:
        self._color = color
        self._width = width

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._color else text

    def text(self, text: str, margin: int) -> list[str]:
        """Break a text into lines that leave room for a margin."""
        return [text] if self._width is None else self.lines(text.split(" "), margin)

    def lines(self, words: Sequence[str], margin: int) -> list[str]:
        """Join words to lines that leave room for a margin; a word is never broken."""
        if self._width is None:
            return [" ".join(words)] if words else []
        room = max(self._width - margin, _LEAST)
        lines: list[str] = []
        for word in words:
            if lines and len(lines[-1]) + 1 + len(word) <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines


def _file(path: str, findings: Sequence[Finding], column: int, page: _Page) -> Iterator[list[str]]:
    """Yield one block for a file; for one of several dialogs a block each, as its lines alone tell little."""
    head = page.paint(plain(path), _BOLD)
    groups = [(dialog, list(found)) for dialog, found in groupby(findings, lambda finding: finding.dialog)]
    if len(groups) == 1:
        yield [head, *_findings(findings, column, page, 2)]
        return
    for index, (dialog, found) in enumerate(groups):
        above = [] if index else [head]
        if dialog is None:
            yield [*above, *_findings(found, column, page, 2)]
        else:
            yield [*above, f"  {page.paint(plain(dialog), _BOLD)}", *_findings(found, column, page, 4)]


def _findings(findings: Iterable[Finding], column: int, page: _Page, indent: int) -> Iterator[str]:
    """Yield of each finding place, severity and message, and under them rule and path."""
    margin = indent + column + 2 + _WORDS + 2
    before, under = " " * indent, " " * margin
    severities = {severity: page.paint(word, _COLORS[severity]) for severity, word in _PADDED.items()}
    for finding in findings:
        message, *more = page.text(plain(finding.message), margin)
        yield f"{before}{_place(finding).ljust(column)}  {severities[finding.severity]}  {message}"
        for line in more:
            yield under + line
        for line in page.lines([finding.rule, *_where(finding)], margin):
            yield under + page.paint(line, _DIM)


def _place(finding: Finding) -> str:
    return f"{finding.line}:{finding.column}"


def _where(finding: Finding) -> list[str]:
    """Return the path, which ends at the node; the node itself where no path leads, or one that ends elsewhere."""
    names = [plain(name) for name in finding.witness]
    node = plain(node_name(finding) or "")
    where = [f"· node {node}"] if node and node not in names[-1:] else []
    if finding.script_line is not None:
        where.append(f"· line {finding.script_line} of the script")
    if names:
        where += [f"· {names[0]}", *[f"→ {name}" for name in names[1:]]]
    return where


def _not_checked(entries: Iterable[NotChecked], page: _Page) -> list[str]:
    rules: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        rules.setdefault((entry.path, entry.reason), []).append(entry.rule)
    alike: dict[tuple[str, str], list[str]] = {}
    for (path, reason), names in rules.items():
        alike.setdefault((path, _together(names)), []).append(reason)
    lines = [page.paint("not checked", _BOLD)]
    for (path, name), reasons in alike.items():
        left = len(reasons) - _REASONS
        shown = reasons if left <= 1 else [*reasons[:_REASONS], f"and {left} more; --format json lists them"]
        for reason in shown:
            first, *more = page.text(f"{plain(path)} {name}: {plain(reason)}", 4)
            lines += [page.paint(line, _DIM) for line in (f"  {first}", *(f"    {line}" for line in more))]
    return lines


def _together(names: list[str]) -> str:
    """Name a few rules, and more of one family by their number: a describe that is not there concerns them all."""
    family = names[0].partition("/")[0]
    if len(names) > 2 and all(name.startswith(f"{family}/") for name in names):
        return f"{len(names)} rules of {family}"
    return ", ".join(names)


def _summary(summary: Summary, page: _Page) -> list[str]:
    counts = [page.paint(counted(number, word), _COLORS[Severity[word.upper()]]) for word, number in levels(summary)]
    found = ", ".join(counts) or page.paint("no findings", _GREEN)
    hint = [page.paint("why a rule matters, and what is right: xogen rules NAME", _DIM)] if counts else []
    return [*hint, f"{found} in {scope(summary)}"]
