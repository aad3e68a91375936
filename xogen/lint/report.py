"""What a lint run found, as one value that reporters write."""

from __future__ import annotations

from collections.abc import Iterable

from xogen.model.base import Owned
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
        return Summary(
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
    return Report(
        findings=tuple(finding for report in every for finding in report.findings),
        not_checked=tuple(entry for report in every for entry in report.not_checked),
        dialogs=sum(report.dialogs for report in every),
        packs=sum(report.packs for report in every),
    )
