"""Checkstyle's XML, which Jenkins and many review tools read.

The format has no place for what was not checked; the command line says it on stderr.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from xogen.lint.report import Report
from xogen.lint.wording import described, for_attribute
from xogen.model.finding import Finding


def render(report: Report) -> str:
    """Return a ``file`` for each path, with an ``error`` for each finding."""
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *_lines(report.findings)]) + "\n"


def _lines(findings: Iterable[Finding]) -> Iterator[str]:
    yield '<checkstyle version="4.3">'
    for path, found in groupby(findings, key=lambda finding: finding.path):
        yield f"  <file name={for_attribute(path)}>"
        yield from (f"    {_error(finding)}" for finding in found)
        yield "  </file>"
    yield "</checkstyle>"


def _error(finding: Finding) -> str:
    return (
        f'<error line="{finding.line}" column="{finding.column}" severity="{finding.severity.word}" '
        f"message={for_attribute(described(finding))} source={for_attribute(f'xogen.{finding.rule}')}/>"
    )
