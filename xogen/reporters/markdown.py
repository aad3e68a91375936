"""The report as a comment on a pull request: what matters first, each dialog folded.

It is never longer than a comment may be. What does not fit is counted, never dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from xogen.lint.report import Report
from xogen.lint.statistics import Statistics, statistics_of
from xogen.lint.wording import for_markup, levels, node_name, plain, scope
from xogen.model.counted import counted
from xogen.model.finding import Finding, NotChecked, Severity

ENDING = ".md"
COUNTS = True

MOST = 60_000
"""Characters of a report: GitHub takes comments of up to 65,536."""
_FOOT = 2_000
"""Characters of these that are kept for what stands below the findings."""
_FRAME = 80
"""Characters around the rows of a table."""

_SIGNS = {Severity.ERROR: "🔴", Severity.WARNING: "🟠", Severity.INFO: "🔵"}
_MARKUP = re.compile(r"([\\`*_\[\]|~$])")
_PINGS = re.compile(r"([@#])(?=\w)")


def render(report: Report) -> str:
    """Return a heading, the findings by dialog, what was not checked, and where to read on."""
    lines = [f"### {_heading(statistics_of(report))}", ""]
    lines += _dialogs(report.findings, MOST - _FOOT - len(lines[0]))
    lines += _not_checked(report.not_checked)
    if report.findings:
        lines += ["<sub>Why a rule matters, and what is right: <code>xogen rules NAME</code></sub>", ""]
    return "\n".join(lines)


def statistics(counts: Statistics) -> str:
    """Return the counts as a table."""
    rows = [f"| {_SIGNS[item.severity]} | `{item.rule}` | {item.count} | {item.dialogs} |" for item in counts.rules]
    heading = f"### {_heading(counts)}"
    return "\n".join([heading, "", "| | rule | findings | dialogs |", "| --- | --- | ---: | ---: |", *rows, ""])


def _heading(counts: Statistics) -> str:
    summary = counts.summary
    found = " · ".join(f"{_SIGNS[Severity[word.upper()]]} {counted(number, word)}" for word, number in levels(summary))
    return f"xogen lint: {found or '✅ no findings'} in {scope(summary)}"


def _dialogs(findings: Iterable[Finding], room: int) -> Iterator[str]:
    """Yield the findings by dialog, those with the worst first, as far as there is room; the rest is counted."""
    groups = [list(found) for _, found in groupby(findings, key=lambda finding: (finding.path, finding.dialog))]
    groups.sort(key=lambda found: -max(finding.severity for finding in found))
    left = sum(map(len, groups))
    for found in groups:
        head = _head(found)
        rows = _fitting(map(_row, found), room - len(head) - _FRAME)
        if not rows:
            break
        yield from (head, "", "| | line | finding |", "| --- | ---: | --- |", *rows, "", "</details>", "")
        room -= len(head) + _FRAME + sum(len(row) + 1 for row in rows)
        left -= len(rows)
        if len(rows) < len(found):
            break
    if left:
        yield from (f"**{counted(left, 'more finding')}**, which would not fit: `xogen lint` shows all.", "")


def _fitting(rows: Iterable[str], room: int) -> list[str]:
    fitting = []
    for row in rows:
        room -= len(row) + 1
        if room < 0:
            break
        fitting.append(row)
    return fitting


def _head(found: Sequence[Finding]) -> str:
    """Return the summary of a folded table; what holds an error stands open."""
    path, dialog = found[0].path, found[0].dialog
    levels_found = [finding.severity for finding in found]
    tally = " ".join(
        f"{_SIGNS[level]} {levels_found.count(level)}" for level in reversed(Severity) if level in levels_found
    )
    name = f"<b>{_html(_quiet(dialog))}</b> — {_code(path)}" if dialog else _code(path)
    return f"<details{' open' if Severity.ERROR in levels_found else ''}><summary>{tally} {name}</summary>"


def _row(finding: Finding) -> str:
    where = ""
    if finding.witness:
        where = "<br>" + " → ".join(_code(name) for name in finding.witness)
    elif finding.node:
        where = f"<br>node {_code(node_name(finding) or finding.node)}"
    words = f"{_words(finding.message)}<br>`{finding.rule}`"
    return f"| {_SIGNS[finding.severity]} | {finding.line}:{finding.column} | {words}{where} |"


def _not_checked(entries: Sequence[NotChecked]) -> list[str]:
    if not entries:
        return []
    items = (f"- {_code(entry.path)} `{entry.rule}`: {_words(entry.reason)}" for entry in entries)
    lines = _fitting(items, _FOOT - 500)
    more = len(entries) - len(lines)
    lines += [f"- and {more} more: `xogen lint` shows all"] if more else []
    return [f"<details><summary>{len(entries)} not checked</summary>", "", *lines, "", "</details>", ""]


def _words(text: str) -> str:
    """Return text that Markdown, HTML and a table take as it is, and that notifies nobody."""
    return _quiet(_MARKUP.sub(r"\\\1", plain(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def _code(text: str) -> str:
    """Return a name as code. HTML, because a name may hold backticks and bars."""
    return f"<code>{_html(text)}</code>"


_ENTITIES: dict[str, str] = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "|": "&#124;"}


def _html(text: str) -> str:
    escaped = "".join(_ENTITIES.get(sign, sign) for sign in plain(for_markup(text)))
    return re.sub(r"[\\`*_\[\]~$]", lambda match: f"&#{ord(match[0])};", escaped)


def _quiet(text: str) -> str:
    """Put a word joiner behind the signs that would notify a person, or link an issue."""
    return _PINGS.sub("\\1\u2060", text)
