"""JUnit's XML, which every CI server shows: a suite a dialog, a case a finding.

Errors and warnings are failures, what was not checked is skipped, and infos are cases that pass and say something.
A dialog without findings has no case: the report holds what was found, and one passing case where that is nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape

from xogen.lint.report import Report
from xogen.lint.wording import for_attribute, for_markup, node_name, scope, way
from xogen.model.finding import Finding, NotChecked, Severity


def render(report: Report) -> str:
    """Return the suites. There are no times in them: equal dialogs give equal reports."""
    body: list[str] = []
    named = _Names()
    for (path, dialog), found in groupby(report.findings, key=lambda finding: (finding.path, finding.dialog)):
        body += _suite(f"{path}: {dialog}" if dialog else path, [_case(finding, named) for finding in found])
    if report.not_checked:
        body += _suite("not checked", [_skipped(entry, named) for entry in report.not_checked])
    if not body:
        checked = for_attribute(f"no findings in {scope(report.summary)}")
        body = list(_suite("xogen lint", [[f'<testcase classname="xogen lint" name={checked} time="0"/>']]))
    counts = _counts(len(report.findings) + len(report.not_checked) or 1, _failures(report.findings), 0)
    head = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="xogen lint" {counts}>']
    return "\n".join([*head, *(f"  {line}" for line in body), "</testsuites>"]) + "\n"


class _Names:
    """Names of cases, no two equal: GitLab, for one, shows the first of equal ones and drops the others."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()

    def __call__(self, group: str, name: str) -> str:
        """Return the attributes that name a case of a group."""
        self._seen[group, name] += 1
        number = self._seen[group, name]
        return f"classname={for_attribute(group)} name={for_attribute(name if number == 1 else f'{name} #{number}')}"


def _suite(name: str, cases: list[list[str]]) -> Iterator[str]:
    failures = sum(any("<failure" in line for line in case) for case in cases)
    skipped = sum(any("<skipped" in line for line in case) for case in cases)
    yield f'<testsuite name={for_attribute(name)} {_counts(len(cases), failures, 0)} skipped="{skipped}">'
    for case in cases:
        yield from (f"  {line}" for line in case)
    yield "</testsuite>"


def _counts(tests: int, failures: int, errors: int) -> str:
    return f'tests="{tests}" failures="{failures}" errors="{errors}" time="0"'


def _failures(findings: Iterable[Finding]) -> int:
    return sum(finding.severity > Severity.INFO for finding in findings)


def _case(finding: Finding, named: _Names) -> list[str]:
    where = f"{node_name(finding)}: " if finding.node else ""
    name = f"{where}{finding.rule} ({finding.line}:{finding.column})"
    begin = f'<testcase {named(finding.dialog or finding.path, name)} time="0">'
    details = [f"{finding.path}:{finding.line}:{finding.column}", *([way(finding)] if finding.witness else [])]
    if finding.severity == Severity.INFO:
        said = _text("\n".join([finding.message, *details]))
        return [begin, f"  <system-out>{said}</system-out>", "</testcase>"]
    attributes = f"type={for_attribute(finding.severity.word)} message={for_attribute(finding.message)}"
    return [begin, f"  <failure {attributes}>{_text(chr(10).join(details))}</failure>", "</testcase>"]


def _skipped(entry: NotChecked, named: _Names) -> list[str]:
    begin = f'<testcase {named(entry.path, entry.rule)} time="0">'
    return [begin, f"  <skipped message={for_attribute(entry.reason)}/>", "</testcase>"]


def _text(text: str) -> str:
    return escape(for_markup(text))
