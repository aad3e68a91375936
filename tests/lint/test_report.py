from xogen.lint.report import Report, joined, packed, unpacked
from xogen.model.finding import Finding, NotChecked, Severity

FULL = Finding(
    rule="flow/trap",
    severity=Severity.WARNING,
    message='no way out — \U0001f600 "x"',
    path="bot.json",
    line=7,
    column=3,
    pointer="/dialogs/0/nodes/1",
    dialog="Größe",
    node="n1",
    witness=("a", "b"),
    script_line=2,
    anchor="/a/b",
)
BARE = Finding(rule="flow/trap", severity=Severity.ERROR, message="", path="p")
REPORT = Report(
    findings=(FULL, BARE),
    not_checked=(NotChecked(rule="salesforce", path="p", reason="no describe"),),
    dialogs=3,
    packs=1,
)


def test_a_report_comes_out_of_its_bytes_as_it_went_in() -> None:
    for report in (REPORT, Report()):
        again = unpacked(packed(report))
        assert again == report
        assert again.model_dump_json() == report.model_dump_json()
    assert [finding.severity for finding in unpacked(packed(REPORT)).findings] == [Severity.WARNING, Severity.ERROR]


def test_reports_are_joined_in_their_order() -> None:
    other = Report(findings=(BARE,), dialogs=2)
    assert joined([REPORT, other]) == Report(
        findings=(FULL, BARE, BARE), not_checked=REPORT.not_checked, dialogs=5, packs=1
    )
    assert joined([]) == Report()


def test_the_summary_counts_by_severity() -> None:
    summary = REPORT.summary
    assert (summary.errors, summary.warnings, summary.infos, summary.not_checked) == (1, 1, 0, 1)
    assert (summary.dialogs, summary.packs) == (3, 1)
