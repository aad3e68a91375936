"""A baseline hides what was there, holds after a new export, and says what is gone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.errors import InputError
from xogen.lint.baseline import Baseline, Entry, baseline_of, compare, dump_baseline, load_baseline
from xogen.lint.registry import rules
from xogen.lint.report import Report
from xogen.model.finding import Finding, Severity


def finding(rule="flow/dead-end", anchor="/ref-1/ask/transitions", **more):
    values = {"severity": Severity.WARNING, "message": "m", "path": "b.json", "dialog": "Ask"}
    return Finding(rule=rule, anchor=anchor, **{**values, **more})


def report(*findings):
    return Report(findings=findings, dialogs=1)


TEXT = """\
{
  "version": 1,
  "findings": [
    {"rule": "flow/dead-end", "place": "/ref-1/ask/transitions", "count": 2, "dialog": "Ask"},
    {"rule": "flow/trap", "place": "/ref-2//", "count": 1}
  ]
}
"""


def test_a_baseline_is_sorted_has_an_entry_a_line_and_counts():
    written = baseline_of(report(finding("flow/trap", "/ref-2//", dialog=None), finding(), finding(line=7)))
    assert dump_baseline(written) == TEXT
    assert load_baseline(TEXT, "b.json", rules()) == written


def test_what_it_holds_is_not_shown_wherever_it_stands_now():
    moved = report(finding(line=99, path="other.zip/b.json", message="said better"), finding())
    found = compare(moved, load_baseline(TEXT, "b.json", rules()))
    assert (found.report.findings, found.known) == ((), 2)
    assert [entry.rule for entry in found.stale] == ["flow/trap"]


def test_what_comes_beyond_the_count_is_new():
    found = compare(report(finding(), finding(line=2), finding(line=3)), load_baseline(TEXT, "b.json", rules()))
    assert [each.line for each in found.report.findings] == [3]


def test_an_empty_one_hides_nothing():
    assert dump_baseline(Baseline()) == '{\n  "version": 1,\n  "findings": []\n}\n'
    assert compare(report(finding()), Baseline()).report == report(finding())


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param(
            '"flow/trap"', '"flow/trip"',
            r"^b\.json:5: findings\[1\]\.rule: there is no rule 'flow/trip'; did you mean 'flow/trap'\?",
            id="a rule that is not there",
        ),
        pytest.param(
            '"count": 1', '"count": 0', r"^b\.json:5: findings\[1\]\.count: must be at least 1", id="no count"
        ),
        pytest.param('"version": 1', '"version": 2', r"^b\.json:2: version: must be one of 1", id="another version"),
        pytest.param('"place"', '"plase"', r"unknown key; did you mean 'place'\?", id="a wrong key"),
    ],
)  # fmt: skip
def test_a_wrong_one_is_told_with_file_line_and_key(old, new, words):
    with pytest.raises(InputError, match=words):
        load_baseline(TEXT.replace(old, new), "b.json", rules())


FINDINGS = st.lists(
    st.builds(
        finding, rule=st.sampled_from(["flow/trap", "flow/dead-end"]), anchor=st.sampled_from(["/a//", "/b/c/d"])
    ),
    max_size=8,
)


@given(FINDINGS, FINDINGS)
def test_what_was_noted_is_hidden_and_all_else_is_shown(before, after):
    noted = baseline_of(report(*before))
    assert load_baseline(dump_baseline(noted), "b.json", rules()) == noted
    assert compare(report(*before), noted) == (report(), len(before), ())
    found = compare(report(*after), noted)
    assert len(found.report.findings) + found.known == len(after)
    assert all(isinstance(entry, Entry) for entry in found.stale)
