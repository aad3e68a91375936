"""What a lint run found, as one value that reporters write."""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from operator import attrgetter

from xogen.model.base import Owned, unchecked
from xogen.model.finding import Finding, NotChecked, Severity


class Summary(Owned):
    """How much was checked and found."""

    dialogs: int
    packs: int
    errors: int
    warnings: int
    infos: int
    not_checked: int


class Report(Owned):
    """Findings in the order of their places, and what could not be checked."""

    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    dialogs: int = 0
    packs: int = 0

    @property
    def summary(self) -> Summary:
        """Count the findings."""
        levels = [finding.severity for finding in self.findings]
        return unchecked(
            Summary,
            dialogs=self.dialogs,
            packs=self.packs,
            errors=levels.count(Severity.ERROR),
            warnings=levels.count(Severity.WARNING),
            infos=levels.count(Severity.INFO),
            not_checked=len(self.not_checked),
        )

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings at or above a severity."""
        return tuple(finding for finding in self.findings if finding.severity >= severity)


def joined(reports: Iterable[Report]) -> Report:
    """Return one report of several, in their order."""
    every = list(reports)
    return unchecked(
        Report,
        findings=tuple([finding for report in every for finding in report.findings]),
        not_checked=tuple([entry for report in every for entry in report.not_checked]),
        dialogs=sum(report.dialogs for report in every),
        packs=sum(report.packs for report in every),
    )


_FIELDS, _ENTRY = list(Finding.model_fields), list(NotChecked.model_fields)
_SEVERITY = _FIELDS.index("severity")
_fields_of, _entry_of = attrgetter(*_FIELDS), attrgetter(*_ENTRY)


def packed(report: Report) -> bytes:
    """Return a report as bytes for another process of the same run: without a schema, whose making takes longer."""
    findings = [list(_fields_of(finding)) for finding in report.findings]
    for fields in findings:
        fields[_SEVERITY] = int(fields[_SEVERITY])
    return marshal.dumps((findings, list(map(_entry_of, report.not_checked)), report.dialogs, report.packs))


def unpacked(data: bytes) -> Report:
    """Return the report of which ``packed`` made the bytes."""
    findings, entries, dialogs, packs = marshal.loads(data)  # noqa: S302 - from our own child
    severities = {int(severity): severity for severity in Severity}
    for fields in findings:
        fields[_SEVERITY] = severities[fields[_SEVERITY]]
    return unchecked(
        Report,
        findings=tuple([unchecked(Finding, **dict(zip(_FIELDS, fields, strict=True))) for fields in findings]),
        not_checked=tuple([unchecked(NotChecked, **dict(zip(_ENTRY, entry, strict=True))) for entry in entries]),
        dialogs=dialogs,
        packs=packs,
    )
