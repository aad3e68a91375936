from __future__ import annotations

import re

import pytest

from tests.reporters.cases import FINDINGS, REPORTS
from tests.snapshots import TextFile
from xogen.lint.report import Report
from xogen.model.finding import NotChecked, Severity
from xogen.reporters import reporter
from xogen.reporters.markdown import MOST


@pytest.mark.parametrize("case", REPORTS)
def test_markdown(snapshot, case):
    assert reporter("markdown")(REPORTS[case]) == snapshot(extension_class=TextFile)


def test_statistics(snapshot):
    assert reporter("markdown").statistics(REPORTS["all"]) == snapshot(extension_class=TextFile)


def test_names_of_others_make_no_markup_and_notify_nobody():
    text = reporter("markdown")(REPORTS["hostile"])
    tags = set(re.findall(r"<(/?[a-z]+)", text))
    assert tags <= {"details", "/details", "summary", "/summary", "b", "/b", "code", "/code", "br", "sub", "/sub"}
    assert not re.search(r"@\w", text)
    (row,) = [line for line in text.splitlines() if line.startswith("| 🔴")]
    assert len(re.findall(r"(?<!\\)\|", row)) == 4


def test_the_name_of_a_dialog_notifies_nobody():
    finding = FINDINGS[0].model_copy(update={"dialog": "ask @team | #1"})
    text = reporter("markdown")(Report(findings=(finding,)))
    assert "<b>ask @\u2060team &#124; #\u20601</b>" in text


@pytest.mark.parametrize("dialogs", [1, 2000])
def test_a_comment_is_never_too_long_and_counts_what_it_leaves_out(dialogs):
    found = tuple(
        FINDINGS[0].model_copy(update={"line": number, "dialog": f"dialog{number % dialogs:04}"})
        for number in range(4000)
    )
    found = tuple(sorted(found, key=lambda finding: finding.dialog))
    unchecked = tuple(NotChecked(rule="a/b", path=f"{number}.json", reason="because") for number in range(900))
    text = reporter("markdown")(Report(findings=found, not_checked=unchecked, dialogs=dialogs))
    shown = text.count("| 🔴 |")
    left = int(re.search(r"\*\*(\d+) more findings\*\*, which would not fit", text)[1])
    assert shown + left == 4000
    assert shown > 200
    assert len(text) <= MOST
    listed = text.count("`a/b`")
    assert f"- and {900 - listed} more: `xogen lint` shows all" in text
    assert text.count("<details") == text.count("</details>")


def test_dialogs_with_errors_come_first_and_stand_open():
    late = FINDINGS[2].model_copy(update={"severity": Severity.ERROR, "dialog": "late"})
    text = reporter("markdown")(Report(findings=(FINDINGS[1], FINDINGS[2], late), dialogs=3))
    heads = [line for line in text.splitlines() if line.startswith("<details")]
    assert [re.search(r"<b>(.*?)</b>", head)[1] for head in heads] == ["late", "update-lead", "create-lead"]
    assert ["open" in head for head in heads] == [True, False, False]
