"""A report says how much was found, and comes through to another process as it is."""

from __future__ import annotations

import pytest

from tests.reporters.cases import REPORTS
from xogen.lint.report import Report, joined, packed, unpacked
from xogen.model.finding import Severity


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_comes_out_of_its_bytes_as_it_went_in(name):
    again = unpacked(packed(REPORTS[name]))
    assert again == REPORTS[name]
    assert again.model_dump() == REPORTS[name].model_dump()
    assert all(type(finding.severity) is Severity for finding in again.findings)


def test_reports_are_joined_in_their_order():
    first, second = REPORTS["all"], REPORTS["export"]
    assert joined([first, second]) == Report(
        findings=first.findings + second.findings, not_checked=first.not_checked, dialogs=4, packs=1
    )
    assert joined([]) == Report()


def test_the_summary_counts_by_severity():
    summary = REPORTS["all"].summary
    assert (summary.errors, summary.warnings, summary.infos, summary.not_checked) == (2, 2, 1, 1)
    assert (summary.dialogs, summary.packs) == (2, 1)
